using System.Text.RegularExpressions;

namespace Vae.Samples.Tests;

/// <summary>Every link between pages leads to a file, and to a heading of it where it names one; every page of docs can be found from the index.</summary>
public sealed partial class LinkTests
{
    /// <summary>Folders of projects, which have pages of their own.</summary>
    private static readonly string[] Folders = ["src", "samples"];

    public static TheoryData<string> Pages => [.. PagesBelow("").Concat(PagesBelow("docs")).Concat(PagesBelow("data")).Concat(PagesBelow(".github"))
        .Concat(Folders.SelectMany(folder => Directory.GetDirectories(Path.Combine(ReadmeTests.Root, folder))).SelectMany(PagesBelow)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_of_a_page_lead_to_files_and_headings(string page)
    {
        var path = Path.Combine(ReadmeTests.Root, page);
        var targets = Link().Matches(Text(path)).Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal));
        Assert.All(targets, target =>
        {
            var parts = target.Split('#');
            var file = parts[0].Length == 0 ? path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, parts[0]));
            Assert.True(File.Exists(file) || Directory.Exists(file), $"{target} must be there.");
            Assert.True(parts.Length == 1 || AnchorsOf(file).Contains(parts[1]), $"{target} must be a heading.");
        });
    }

    [Fact]
    public void Every_page_of_docs_stands_in_the_index()
    {
        var index = Link().Matches(Text(Path.Combine(ReadmeTests.Root, "docs/README.md"))).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains('/', StringComparison.Ordinal)).ToArray();
        Assert.Equal(PagesBelow("docs").Select(page => Path.GetFileName(page)!).Where(name => name != "README.md").Order(StringComparer.Ordinal), index.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("## What is `in` it, and why?", "what-is-in-it-and-why")]
    [InlineData("# 1. A selected batch: *two* rates", "1-a-selected-batch-two-rates")]
    public void Anchors_are_those_that_repositories_show(string heading, string anchor) => Assert.Equal(anchor, Anchor(Heading().Match(heading)));

    private static IEnumerable<string> PagesBelow(string folder) =>
        Directory.GetFiles(Path.Combine(ReadmeTests.Root, folder), "*.md").Select(file => Path.GetRelativePath(ReadmeTests.Root, file));

    private static HashSet<string> AnchorsOf(string file) => [.. Heading().Matches(Text(file)).Select(Anchor)];

    private static string Anchor(Match heading) => Dropped().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    /// <summary>A page without its blocks of code, in which brackets mean something else.</summary>
    private static string Text(string file) => Block().Replace(File.ReadAllText(file), "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Dropped();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
