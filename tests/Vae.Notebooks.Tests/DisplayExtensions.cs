// The namespace and the name are the kernel's, so that cells find the method without a using.
#pragma warning disable IDE0130
namespace System;

/// <summary>The kernel's way to show a value of a known kind.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows text, HTML, or a picture in base 64.</summary>
    public static void DisplayAs(this string value, string mimeType) =>
        (Vae.Notebooks.Tests.NotebookScreen.Current ?? throw new InvalidOperationException("DisplayAs must be called by a notebook's cell; none is running.")).Show(new(mimeType, value));
}
