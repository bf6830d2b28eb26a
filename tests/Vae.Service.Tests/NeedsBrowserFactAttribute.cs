namespace Vae.Service.Tests;

/// <summary>A test in a real browser, skipped with the reason where there is none.</summary>
internal sealed class NeedsBrowserFactAttribute : FactAttribute
{
    public NeedsBrowserFactAttribute() => Skip = Browser.Missing;
}
