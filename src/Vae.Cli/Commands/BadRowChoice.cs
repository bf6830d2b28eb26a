using System.CommandLine;
using Vae.Data;

namespace Vae.Cli.Commands;

/// <summary>The options on rows that cannot be read: the same for every command that reads tables.</summary>
/// <param name="marked">What <c>mark</c> does with them, for the help.</param>
internal sealed class BadRowChoice(string marked)
{
    private static readonly BadRowOptions Defaults = new();

    private readonly Option<BadRowPolicy?> _policy = new("--bad-rows")
    {
        Description = $"Rows that cannot be read: 'mark' {marked}, 'skip' leaves them out, 'fail' ends with the first. [default: mark]",
        HelpName = "mark|skip|fail", CustomParser = result => Symbols.Choice<BadRowPolicy>(result),
    };

    private readonly Option<double?> _maxShare = new("--max-bad")
    {
        Description = "The largest share of bad rows; above it the file is taken for a wrong one and nothing is written. [default: 0.05]",
        HelpName = "SHARE",
        CustomParser = result =>
            Symbols.Number(result) is >= 0 and <= 1 and var share ? share : Symbols.Refuse<double?>(result, "be a number from 0 to 1"),
    };

    private readonly Option<string?> _quarantine = new("--quarantine")
    {
        Description = "A file for the lines of bad rows, as they were, below the header.", HelpName = "FILE",
    };

    public IReadOnlyList<Option> Options => [_policy, _maxShare, _quarantine];

    /// <summary>The one that names a file for the lines.</summary>
    public Option QuarantineOption => _quarantine;

    /// <summary>The file for the lines, if any.</summary>
    public string? Quarantine(ParseResult parse) => parse.GetValue(_quarantine);

    /// <summary>What was chosen.</summary>
    public BadRowOptions Of(ParseResult parse) => new()
    {
        Policy = parse.GetValue(_policy) ?? BadRowPolicy.Mark,
        MaxShare = parse.GetValue(_maxShare) ?? Defaults.MaxShare,
        Quarantine = parse.GetValue(_quarantine),
    };

    /// <summary>The name of the option for that file, where it was given.</summary>
    public IEnumerable<string> GivenQuarantine(ParseResult parse) => Symbols.Given(parse, _quarantine);

    /// <summary>Those that were given, by name.</summary>
    public IEnumerable<string> Given(ParseResult parse) => Symbols.Given(parse, Options);
}
