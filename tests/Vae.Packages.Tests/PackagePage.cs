using System.Text.RegularExpressions;

namespace Vae.Packages.Tests;

/// <summary>The README of a package, which a reader follows to the letter: the lines it says to run, and the program it shows.</summary>
internal sealed partial class PackagePage
{
    private PackagePage(string text)
    {
        Packages = [.. AddLine().Matches(text).Select(match => new PackageLine(match.Groups["name"].Value, match.Groups["version"].Value))];
        Code = CodeBlock().Match(text).Groups["code"].Value;
    }

    /// <summary>The packages to add, in order; no version stands for the newest.</summary>
    public IReadOnlyList<PackageLine> Packages { get; }

    /// <summary>The first block of C#.</summary>
    public string Code { get; }

    public static PackagePage Of(string package) => new(File.ReadAllText(Repository.PathOf($"src/{package}/README.md")));

    /// <summary>The lines of any text that add packages, such as an error's.</summary>
    public static IEnumerable<PackageLine> LinesOf(string text) => new PackagePage(text).Packages;

    [GeneratedRegex(@"dotnet add package (?<name>[\w.-]+)(?: --version (?<version>[\d.]+))?")]
    private static partial Regex AddLine();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
