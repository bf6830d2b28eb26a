using System.CommandLine;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>The options of commands that train that say which rows belong together.</summary>
/// <param name="hasImages">Whether the command takes images too.</param>
internal sealed class GroupChoice(bool hasImages)
{
    private readonly Option<string?> _group = new("--group")
    {
        Description = $"The column that says which rows belong together (part, machine, customer, day){(hasImages ? ", for images 'folder'" : "")}: "
            + "they never stand on both sides of a fold, and the promise counts groups. It is no feature.",
        HelpName = hasImages ? "COLUMN|folder" : "COLUMN",
    };

    private readonly Option<string?> _pattern = new("--group-pattern")
    {
        Description = "The same for images by a regular expression on the path: its first group in parentheses, or the whole match.",
        HelpName = "REGEX",
    };

    private readonly Option<string?> _file = new("--groups")
    {
        Description = "The same for images by a CSV file: file, group.", HelpName = "FILE",
    };

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> Options => hasImages ? [_group, _pattern, _file] : [_group];

    /// <summary>The file that is read, or null.</summary>
    public string? File(ParseResult parse) => parse.GetValue(_file);

    /// <summary>What was given.</summary>
    public GroupOptions Of(ParseResult parse) =>
        new() { Column = parse.GetValue(_group), Pattern = parse.GetValue(_pattern), File = parse.GetValue(_file) };

    /// <summary>What the groups are to the promise.</summary>
    public static string Describe(VaeModelInfo info) => FormattableString.Invariant(
        $"{info.TrainingRows:N0} {(info.ImageShape is null ? "rows" : "images")} belong to {info.Groups:N0} groups: ")
        + "no group is on both sides of a fold, and the promise is for new groups, "
        + FormattableString.Invariant($"on the evidence of {info.CalibrationRows:N0}.");
}
