using System.CommandLine;
using System.Text.RegularExpressions;

namespace Vae.Pages;

/// <summary>A command that stands in a page of the repository.</summary>
/// <param name="Page">The page, from the root of the repository.</param>
/// <param name="Words">The command's words, without quotes; what a page leaves to the reader, such as <c>&lt;folder&gt;</c>, is one word.</param>
/// <param name="IsWhole">Whether it stands on a line of its own, to be copied. Within a sentence, parts may be left out.</param>
internal sealed partial record PageCommand(string Page, string[] Words, bool IsWhole)
{
    private const string Tool = "src/Vae.Cli";

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Every page that people read, from the root of the repository.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. ((string[])["", "docs", "data", "eng", ".github", ".github/ISSUE_TEMPLATE"])
            .Concat(Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetRelativePath(Root, folder)))
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.md"))
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The commands of all pages that start a program of this repository.</summary>
    /// <param name="program">Its project, such as <c>benchmarks/Vae.Quality</c>.</param>
    public static PageCommand[] Starting(string program) => [.. Pages.SelectMany(Of).Where(command => command.Program == program)];

    /// <summary>
    /// The commands of a page: lines of blocks without a language, lines that are set in by four spaces, and code within sentences. Drawings and messages
    /// in blocks begin with a space or a capital letter.
    /// </summary>
    public static IEnumerable<PageCommand> Of(string page)
    {
        var text = File.ReadAllText(Path.Combine(Root, page));
        var blocks = Block().Matches(text).Where(block => block.Groups["language"].Length == 0).SelectMany(block => block.Groups["lines"].Value.Split('\n'));
        var sentences = Block().Replace(text, "");
        return blocks.Where(line => line.Length > 0 && !char.IsWhiteSpace(line[0]) && !char.IsUpper(line[0]))
            .Concat(SetIn().Matches(sentences).Select(match => match.Groups["command"].Value))
            .Select(line => new PageCommand(page, Split(line), IsWhole: true))
            .Concat(Quoted().Matches(sentences).Select(match => new PageCommand(page, Split(match.Groups["command"].Value), IsWhole: false)));
    }

    /// <summary>What is started: <c>vae</c>, a project or file of the repository, or the first word.</summary>
    public string Program => Words is ["dotnet", "run", ..]
        ? Started is Tool ? "vae" : Started
        : Words[0];

    /// <summary>What it is told.</summary>
    public string[] Arguments => Words is not ["dotnet", "run", ..] ? Words[1..]
        : Array.IndexOf(Words, "--") is > 0 and var end ? Words[(end + 1)..] : [];

    private string Started => Array.IndexOf(Words, "--project") is > 0 and var option ? Words[option + 1]
        : Words.FirstOrDefault(word => word.EndsWith(".cs", StringComparison.Ordinal) && word.Contains('/', StringComparison.Ordinal)) ?? Words[0];

    /// <summary>Options and subcommands that a command line does not have.</summary>
    public IEnumerable<string> UnknownTo(Command root)
    {
        var (command, rest) = (root, Arguments);
        while (rest.Length > 0 && command.Subcommands.FirstOrDefault(sub => sub.Name == rest[0]) is { } sub)
        {
            (command, rest) = (sub, rest[1..]);
        }

        var known = command.Options.Concat(root.Options).SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet();
        var isWord = rest.Length > 0 && command == root && root.Arguments.Count == 0 && !rest[0].StartsWith('-');
        return rest.Where(word => word.StartsWith('-') && !known.Contains(word.Split('=')[0])).Concat(isWord ? [rest[0]] : []);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Page}: {string.Join(' ', Words)}";

    /// <summary>The words of a command, without the remark after it.</summary>
    private static string[] Split(string command) =>
        [.. Word().Matches(Open().Replace(Remark().Replace(command, ""), "X")).Select(word => word.Groups.Cast<Group>().Skip(1).First(group => group.Success).Value)];

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Vae.MLNet.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);

    [GeneratedRegex("^ *```(?<language>.*)\n(?<lines>(?:.*\n)*?) *```$", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("^ {4,}(?<command>(?:vae|dotnet|mkdir|eng/[a-z-]+) ?.*)$", RegexOptions.Multiline)]
    private static partial Regex SetIn();

    [GeneratedRegex("`(?<command>(?:vae|dotnet) [^`]*)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(" +#.*$")]
    private static partial Regex Remark();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Open();

    [GeneratedRegex("\"([^\"]*)\"|'([^']*)'|(\\S+)")]
    private static partial Regex Word();
}
