using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Docs;

/// <summary>Tables of the documents, so that tests can hold them against the code.</summary>
internal static class MarkdownTable
{
    /// <summary>The cells of all rows of the first table whose header starts with <paramref name="firstHeader"/>, after the heading <paramref name="section"/>; backticks removed.</summary>
    public static IReadOnlyList<string[]> Rows(string document, string section, string firstHeader) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", document))
            .SkipWhile(line => line.TrimStart('#', ' ') != section)
            .SkipWhile(line => !line.StartsWith($"| {firstHeader} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Replace("`", "", StringComparison.Ordinal)).ToArray()),
    ];
}
