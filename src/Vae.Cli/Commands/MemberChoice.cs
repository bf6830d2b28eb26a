using System.CommandLine;
using System.CommandLine.Parsing;
using Vae.Data;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary>The option of <c>vae train</c> that trains one member of the ensemble alone, into a folder.</summary>
internal sealed class MemberChoice
{
    /// <summary>Where members go unless the user says otherwise.</summary>
    public const string StandardFolder = "members";

    private readonly Option<Shard?> _member = new("--member")
    {
        Description = "Trains one of the N members alone, 1/N to N/N, into the folder --output; auto takes it from the job array of Slurm, "
            + "Grid Engine or Kubernetes. N is 5 for tables and 3 for images. 'vae assemble' makes the model of all.",
        HelpName = "I/N|auto",
        CustomParser = result =>
        {
            try
            {
                return Shard.Parse(result.Tokens[0].Value, "Member");
            }
            catch (VaeDataException exception)
            {
                result.AddError(exception.Message);
                return null;
            }
        },
    };

    public Option Option => _member;

    /// <summary>The member; null for a run with all.</summary>
    public Shard? Of(ParseResult parse) => parse.GetValue(_member);

    /// <summary>Refuses options that mean nothing for a member.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="ofRuns">Options on runs with all members, and why each is none on one member.</param>
    public void Validate(CommandResult result, IEnumerable<(Option Option, string Why)> ofRuns)
    {
        if (result.GetResult(_member) is null)
        {
            return;
        }

        foreach (var (option, why) in ofRuns.Where(pair => result.GetResult(pair.Option) is { Implicit: false }))
        {
            result.AddError($"Option {option.Name} must come without --member: {why}. Leave one out.");
        }
    }

    /// <summary>Trains the member and says what became of it.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="options">How the run trains.</param>
    /// <param name="member">Which member, and where it goes.</param>
    /// <param name="abandons">Whether a signal leaves only what the file has, instead of writing it once more.</param>
    /// <param name="interrupt">The first signal.</param>
    /// <param name="abandon">The second.</param>
    public static int Train(
        VaeTrainingData data, VaeTrainingOptions options, VaeMemberOptions member, bool abandons, CancellationToken interrupt,
        CancellationToken abandon)
    {
        var trained = TrainingSummary.TrainMember(data, options, member, abandons ? default : interrupt, abandons ? interrupt : abandon);
        var name = FormattableString.Invariant($"Member {trained.Number}/{trained.Count}");
        if (!trained.IsFinished)
        {
            Console.Error.WriteLine(FormattableString.Invariant(
                $"{name} was stopped after step {trained.Step:N0} of {trained.Steps:N0}; ")
                + FormattableString.Invariant($"go on with --member {trained.Number}/{trained.Count} --resume."));
            return ExitCode.Interrupted;
        }

        var isThere = trained.ResumedFrom == trained.Steps;
        if (trained.ResumedFrom is { } step && !isThere)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"Went on from the member's file, after step {step:N0}."));
        }

        Console.Out.WriteLine(isThere
            ? $"{name} is there already, whole and of the same data and options: {trained.Path}."
            : FormattableString.Invariant($"{name}, {trained.Steps:N0} steps. Written to {trained.Path}."));
        return ExitCode.Success;
    }
}
