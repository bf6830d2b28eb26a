using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vae.Architecture.Tests;

/// <summary>What can be read at one sitting: files and lines keep their size.</summary>
public sealed class SourceFileTests
{
    private const int MaxLines = 250;

    private static readonly int MaxColumns = int.Parse(
        File.ReadLines(Path.Combine(Repository.Root, ".editorconfig")).Single(line => line.StartsWith("max_line_length", StringComparison.Ordinal)).Split('=')[1],
        System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Files => Repository.Projects.SelectMany(project => new SourceTree(project).Files);

    [Fact]
    public void No_file_is_longer_than_one_concept_needs() => Assert.Empty(
        Files.Select(file => (file, lines: File.ReadLines(file).Count())).Where(pair => pair.lines > MaxLines).Select(pair => $"{Name(pair.file)}: {pair.lines} lines"));

    [Fact]
    public void No_line_is_longer_than_the_editor_shows() => Assert.Empty(
        from file in Files
        from line in File.ReadLines(file).Select((text, index) => (text, index))
        where line.text.Length > MaxColumns && !IsData(line.text)
        select $"{Name(file)}:{line.index + 1} has {line.text.Length} columns");

    /// <summary>Of a type in parts the compiler hands all summaries on, and readers of the API reference see one of them.</summary>
    [Fact]
    public void A_type_in_parts_has_one_summary() => Assert.Empty(
        Files.SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            .Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword) && type.Modifiers.Any(SyntaxKind.PartialKeyword)
                && type.GetLeadingTrivia().ToFullString().Contains("/// <summary>", StringComparison.Ordinal))
            .GroupBy(type => type.Identifier.Text).Where(parts => parts.Count() > 1)
            .Select(parts => $"{parts.Key} has {parts.Count()} summaries: keep one, make the others comments of //"));

    /// <summary>A table of numbers as text has no words to break it at.</summary>
    private static bool IsData(string line) => !line.Trim().Contains(' ', StringComparison.Ordinal);

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file);
}
