using System.CommandLine;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary>The options of <c>vae train</c> that say what a run leaves behind when it is killed or stopped.</summary>
internal sealed class CheckpointChoice
{
    private readonly Option<string?> _file = new("--checkpoint")
    {
        Description = "A file from which a killed run can go on, written about every minute, whole or not at all; removed when training has come to "
            + "its end.",
        HelpName = "FILE",
    };

    private readonly Option<double> _interval = new("--checkpoint-interval")
    {
        Description = "Seconds between two checkpoints; 0 writes one after every step.", HelpName = "SECONDS",
        CustomParser = result => Symbols.Number(result) is >= 0 and <= 1e6 and var seconds
            ? seconds : Symbols.Refuse<double>(result, "be a number of seconds from 0 to 1000000"),
        DefaultValueFactory = _ => 60,
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Goes on from the checkpoint or the member's file, to the very model of a run that never stopped: same data, options and "
            + "version. Where there is none yet, starts from the beginning.",
    };

    private readonly Option<bool> _abandon = new("--abandon")
    {
        Description = "Ctrl-C, SIGTERM and SIGHUP leave nothing, instead of the best model so far.",
    };

    public Option[] Options => [_file, _interval, _resume, _abandon];

    /// <summary>The option that names the file.</summary>
    public Option FileOption => _file;

    /// <summary>The path of the checkpoint; null for none.</summary>
    public string? File(ParseResult parse) => parse.GetValue(_file);

    /// <summary>Whether a signal leaves nothing.</summary>
    public bool Abandons(ParseResult parse) => parse.GetValue(_abandon);

    /// <summary>Time between two checkpoints.</summary>
    public TimeSpan Interval(ParseResult parse) => TimeSpan.FromSeconds(parse.GetValue(_interval));

    /// <summary>Whether to go on from what is there.</summary>
    public bool Resumes(ParseResult parse) => parse.GetValue(_resume);

    /// <summary>What to tell the training.</summary>
    public VaeCheckpointOptions? Of(ParseResult parse) => File(parse) is { Length: > 0 } path
        ? new() { Path = path, Interval = Interval(parse), Resume = Resumes(parse) }
        : null;

    /// <summary>Refuses combinations that mean nothing.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="member">The option whose file is a checkpoint too.</param>
    public void Validate(System.CommandLine.Parsing.CommandResult result, Option member)
    {
        if (result.GetResult(_file) is null && result.GetResult(member) is null
            && (result.GetResult(_resume) ?? result.GetResult(_interval)) is { Implicit: false } given)
        {
            result.AddError($"Option {given.Option.Name} must come with --checkpoint or --member, whose file it is about.");
        }

        if (result.GetResult(_file) is not null && result.GetResult(_abandon) is not null)
        {
            result.AddError("Option --abandon must come without --checkpoint, which keeps what a run has; got both. Choose one of them.");
        }
    }
}
