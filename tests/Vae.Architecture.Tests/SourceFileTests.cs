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

    /// <summary>A table of numbers as text has no words to break it at.</summary>
    private static bool IsData(string line) => !line.Trim().Contains(' ', StringComparison.Ordinal);

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file);
}
