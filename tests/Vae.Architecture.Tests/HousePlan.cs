namespace Vae.Architecture.Tests;

/// <summary>The plan of the house as docs/architecture.md has it: for every project its rooms from top to bottom, and the projects it refers to.</summary>
internal static class HousePlan
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "architecture.md"));

    /// <summary>The projects that each may refer to.</summary>
    public static IReadOnlyDictionary<string, string[]> Arrows { get; } = Rows("project")
        .ToDictionary(row => row[0], row => row[1].Split(", ", StringSplitOptions.RemoveEmptyEntries).Where(name => name != "nothing of ours").ToArray());

    /// <summary>The rooms of a project, from top to bottom.</summary>
    public static IReadOnlyList<string> Rooms(string project) =>
        [.. Rows("room", section: $"src/{project}").Select(row => row[0].TrimEnd('/')).Where(room => room != "(root)")];

    /// <summary>The files that the page names in its table of changes.</summary>
    public static IEnumerable<string> Touched => Rows("to add").SelectMany(row => row[1].Split(", ")).Select(file => file.Trim());

    /// <summary>The rows of the first table whose header starts with <paramref name="header"/>, after a heading; backticks removed.</summary>
    private static IEnumerable<string[]> Rows(string header, string? section = null) => Page
        .SkipWhile(line => section is not null && line.Replace("`", "", StringComparison.Ordinal).TrimStart('#', ' ') != section)
        .SkipWhile(line => !line.StartsWith($"| {header} |", StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Replace("`", "", StringComparison.Ordinal)).ToArray());
}
