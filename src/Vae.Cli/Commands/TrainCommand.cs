using System.CommandLine;
using System.Globalization;
using Vae.Data;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary><c>vae train</c>: learns what normal rows look like and writes the detector as one ONNX file.</summary>
internal sealed class TrainCommand : DocumentedCommand
{
    private readonly TrainingChoice _training = new();
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Where the model goes; its decoder goes beside it (model.decoder.onnx). With --member the folder of members. "
            + $"[default: model.onnx, with --member {MemberChoice.StandardFolder}]",
        HelpName = "FILE|FOLDER",
    };

    private readonly Option<TimeSpan?> _timeLimit = new("--time-limit")
    {
        Description = "Training stops after this time and keeps the best model so far; Ctrl-C, SIGTERM and SIGHUP do the same. [default: none]",
        HelpName = "HH:MM:SS",
        CustomParser = result => TimeSpan.TryParseExact(
            result.Tokens[0].Value, [@"h\:mm\:ss", @"d\.h\:mm\:ss"], CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero
            ? time : Symbols.Refuse<TimeSpan?>(result, "be hours:minutes:seconds above zero, such as 00:05:00"),
    };

    private readonly CheckpointChoice _checkpoint = new();
    private readonly MemberChoice _member = new();
    private readonly Option<string?> _scores = Symbols.TrainingScores();
    private readonly Interrupts _interrupts;

    public TrainCommand(Interrupts interrupts)
        : base(
            "train",
            "Learns what normal rows look like and writes the whole detector as one ONNX file.",
            "The file holds everything that scoring needs: missing-value fill, scaling, networks, scores, threshold, column names and categories.\n"
            + "Dates and identifiers (row numbers, texts that are nearly always different) are left out, and a sentence says so.\n"
            + "Of images, all train, or those that --normal names; images that cannot be read are named and left out.\n"
            + "Ctrl-C, SIGTERM and SIGHUP end the training and keep the best model so far, from the first step on; the exit code is 130.\n"
            + "A second one abandons that too.",
            "vae train data/shuttle.csv --label Class --normal \"Rad Flow\" --output model.onnx")
    {
        _interrupts = interrupts;
        Add(_training.Argument);
        foreach (var option in (Option[])[_output, .. _training.ShapingOptions, _timeLimit, _member.Option, .. _checkpoint.Options,
            .. _training.ReadingOptions, _scores])
        {
            Add(option);
        }

        Validators.Add(result => _checkpoint.Validate(result, _member.Option));
        Validators.Add(result => _member.Validate(
            result,
            [
                (_timeLimit, "all members have to take the same number of steps"), (_checkpoint.FileOption, "its file is its checkpoint"),
                (_scores, "'vae assemble' writes them"), (_training.QuarantineOption, "'vae assemble' writes it"),
            ]));
        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var options = _training.Of(parse) with { TimeLimit = parse.GetValue(_timeLimit), Checkpoint = _checkpoint.Of(parse) };
        return _member.Of(parse) is { } member ? TrainMember(parse, options, member, cancellation) : TrainAll(parse, options, cancellation);
    }

    private int TrainAll(ParseResult parse, VaeTrainingOptions options, CancellationToken cancellation)
    {
        var (output, scores) = (parse.GetValue(_output) ?? "model.onnx", parse.GetValue(_scores));
        _training.Reads(parse).WritesModel(output, "--output").Writes(scores, "--scores").Writes(_checkpoint.File(parse), "--checkpoint")
            .Writes(_training.Quarantine(parse), "--quarantine").Check();
        var (data, numbers) = _training.Read(parse, options, cancellation);
        var trained = _checkpoint.Abandons(parse)
            ? TrainingSummary.Train(data, options, stop: default, cancellation)
            : TrainingSummary.Train(data, options, cancellation, _interrupts.Abandon);
        return Finish(trained, TrainingSummary.Keep(trained, output, scores, numbers), options.Checkpoint, cancellation);
    }

    private int TrainMember(ParseResult parse, VaeTrainingOptions options, Shard member, CancellationToken cancellation)
    {
        var folder = parse.GetValue(_output) ?? MemberChoice.StandardFolder;
        _training.Reads(parse).WritesFolder(folder, "--output").Check();
        var place = new VaeMemberOptions
        {
            Folder = folder, Number = member.Number, Count = member.Count,
            Interval = _checkpoint.Interval(parse), Resume = _checkpoint.Resumes(parse),
        };
        var (data, _) = _training.Read(parse, options, cancellation);
        return MemberChoice.Train(data, options, place, _checkpoint.Abandons(parse), cancellation, _interrupts.Abandon);
    }

    /// <summary>Says how the run ended, and removes a checkpoint that nobody needs any more.</summary>
    private static int Finish(TrainedVae trained, bool isKept, VaeCheckpointOptions? checkpoint, CancellationToken cancellation)
    {
        var isComplete = trained.History[^1].Step == trained.History[^1].Steps;
        if (isComplete && isKept && checkpoint is not null)
        {
            File.Delete(checkpoint.Path);
        }

        if (isComplete || !cancellation.IsCancellationRequested)
        {
            return isKept ? ExitCode.Success : ExitCode.Failure;
        }

        Console.Error.WriteLine(
            $"{TrainingSummary.Stopped(trained)}; the best model so far is kept."
            + (checkpoint is null ? "" : $" Go on with --checkpoint \"{checkpoint.Path}\" --resume."));
        return isKept ? ExitCode.Interrupted : ExitCode.Failure;
    }
}
