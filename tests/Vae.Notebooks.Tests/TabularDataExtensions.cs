// The namespace and the name are the kernel's, so that cells run here as they run there.
#pragma warning disable IDE0130
namespace Microsoft.DotNet.Interactive.Formatting.TabularData;

/// <summary>The kernel's word for rows that are a table: there, a list of objects is shown as a list of what each of them says of itself.</summary>
public static class TabularDataExtensions
{
    /// <summary>The rows; <c>display</c> shows them as a table.</summary>
    /// <param name="rows">Objects with properties, a column each.</param>
    public static IReadOnlyList<T> ToTabularDataResource<T>(this IEnumerable<T> rows) => [.. rows];
}
