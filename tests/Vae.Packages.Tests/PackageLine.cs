namespace Vae.Packages.Tests;

/// <summary>A line 'dotnet add package NAME --version VERSION'.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Its version; empty for the newest.</param>
internal sealed record PackageLine(string Name, string Version)
{
    public IEnumerable<string> Arguments => Version.Length == 0 ? ["add", "package", Name] : ["add", "package", Name, "--version", Version];
}
