using System.CommandLine;
using System.Globalization;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary><c>vae train</c>: learns what normal rows look like and writes the detector as one ONNX file.</summary>
internal sealed class TrainCommand : DocumentedCommand
{
    private static readonly VaeTrainingOptions Defaults = new();

    private readonly Argument<string> _data =
        Symbols.Data("The rows to learn from. Numbers are taken as they are; text columns become one feature per category.");
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Where the model goes; its decoder goes beside it (model.decoder.onnx).", HelpName = "FILE",
        DefaultValueFactory = _ => "model.onnx",
    };

    private readonly TrainingRows _rows = new();
    private readonly BadRowChoice _badRows = new("leaves them out and counts them");
    private readonly Option<double?> _falseAlarmRate = Symbols.FalseAlarmRate(
        "The share of normal rows that may be flagged; 'vae threshold' changes it later. [default: 0.01, or 0.05 under 500 training rows]");

    private readonly Option<double> _contamination = new("--contamination")
    {
        Description = "The share of anomalies expected among the training rows, 0 to 0.5; they are found and left out.", HelpName = "SHARE",
        CustomParser = result =>
            Symbols.Number(result) is >= 0 and <= 0.5 and var share ? share : Symbols.Refuse<double>(result, "be a number from 0 to 0.5"),
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<VaeScoreKind?> _score = new("--score")
    {
        Description = "What makes a row anomalous; docs/detection.md compares them. [default: hybrid, or robust with --contamination]",
        HelpName = "hybrid|residual|pure|robust",
        CustomParser = result => Symbols.Choice<VaeScoreKind>(result),
    };

    private readonly Option<VaeAutoencoderKind> _autoencoder = new("--autoencoder")
    {
        Description = "What learns: variational ones, or plain ones to compare with (no KL divergence, no sampling, no 'vae generate'). "
            + "[default: variational]",
        HelpName = "variational|plain",
        CustomParser = result => Symbols.Choice<VaeAutoencoderKind>(result) ?? default,
    };

    private readonly Option<int?> _steps = new("--steps")
    {
        Description = "Optimiser steps. [default: 1000 for tables, 300 for images, 100 with a pretrained network]", HelpName = "N",
        CustomParser = result => Symbols.CountOf(result, least: 1),
    };

    private readonly Option<int> _seed =
        Symbols.Count("--seed", "Seed of everything random: same seed and data, same model.", least: 0, Defaults.Seed);
    private readonly Option<TimeSpan?> _timeLimit = new("--time-limit")
    {
        Description = "Training stops after this time and keeps the best model so far; Ctrl-C, SIGTERM and SIGHUP do the same. [default: none]",
        HelpName = "HH:MM:SS",
        CustomParser = result => TimeSpan.TryParseExact(
            result.Tokens[0].Value, [@"h\:mm\:ss", @"d\.h\:mm\:ss"], CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero
            ? time : Symbols.Refuse<TimeSpan?>(result, "be hours:minutes:seconds above zero, such as 00:05:00"),
    };

    private readonly CheckpointChoice _checkpoint = new();
    private readonly TableReading _reading = new();
    private readonly ImageShapeChoice _imageShape = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("train");
    private readonly Option<string?> _scores = new("--scores")
    {
        Description = "Also write the scores of the training rows, each by a member that never saw it: Row,Score,PredictedLabel.", HelpName = "FILE",
    };

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
        Add(_data);
        foreach (var option in (Option[])[_output, .. _rows.Options, .. _badRows.Options, _falseAlarmRate, _contamination, _score,
            _autoencoder, _steps, _seed, _timeLimit, .. _checkpoint.Options, .. _reading.Options, .. _imageShape.Options, _device, _scores])
        {
            Add(option);
        }

        Validators.Add(_checkpoint.Validate);
        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var (output, scores) = (parse.GetValue(_output)!, parse.GetValue(_scores));
        new RunPaths().Reads(parse.GetValue(_data)!, "the data").Reads(_rows.GroupFile(parse), "--groups")
            .WritesModel(output, "--output").Writes(scores, "--scores").Writes(_checkpoint.File(parse), "--checkpoint")
            .Writes(_badRows.Quarantine(parse), "--quarantine").Check();
        var options = TrainingOptions(parse);
        var (data, numbers) = VaeImageSet.IsOne(parse.GetValue(_data)!) ? Images(parse, options, cancellation) : Table(parse, options, cancellation);
        var trained = Train(data, options, _checkpoint.Abandons(parse), cancellation);
        var isKept = Keepsake.Write("The model", output, trained.Save);
        isKept &= scores is null || Keepsake.Write(
            "The scores of the training rows", scores,
            path => TrainingScores.Write(path, numbers, trained.TrainingScores, trained.Info.Threshold));
        TrainingSummary.Write(trained, isKept ? output : null);
        return Finish(trained, isKept, options.Checkpoint, cancellation);
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
            FormattableString.Invariant($"Stopped after step {trained.History[^1].Step:N0} of {trained.History[^1].Steps:N0}; ")
            + "the best model so far is kept."
            + (checkpoint is null ? "" : $" Go on with --checkpoint \"{checkpoint.Path}\" --resume."));
        return isKept ? ExitCode.Interrupted : ExitCode.Failure;
    }

    private (VaeTrainingData Data, long[] Numbers) Images(ParseResult parse, VaeTrainingOptions options, CancellationToken cancellation)
    {
        Symbols.RequireNone([.. _rows.Given(parse), .. _badRows.Given(parse), .. _reading.Given(parse)], "a table");
        var images = ImageInput.Read(parse.GetValue(_data)!, _imageShape, parse, DataOptions(parse, options), cancellation);
        return (new(images.Pixels, images.Shape) { Groups = images.Groups }, images.Numbers);
    }

    private (VaeTrainingData Data, long[] Numbers) Table(ParseResult parse, VaeTrainingOptions options, CancellationToken cancellation)
    {
        Symbols.RequireNone(_imageShape.Given(parse), "images");
        var source = TableSources.Open(parse.GetValue(_data)!, _reading.Of(parse));
        var found = TrainingColumns.Find(source, DataOptions(parse, options), cancellation);
        Describe(source, found);
        var table = found.ReadRows(cancellation);
        if (table.RowNumbers.Length < found.Rows)
        {
            Console.Error.WriteLine(FormattableString.Invariant(
                $"A uniform sample of {table.RowNumbers.Length:N0} rows trains; more do not fit into {options.MemoryBytes >> 20:N0} MiB."));
        }

        return (new(table.Features, table.Columns) { Groups = table.Groups, Keys = found.Keys }, table.RowNumbers);
    }

    private TrainingDataOptions DataOptions(ParseResult parse, VaeTrainingOptions options) =>
        _rows.Of(parse) with { BadRows = _badRows.Of(parse), MemoryBytes = options.MemoryBytes, Seed = options.Seed };

    private VaeTrainingOptions TrainingOptions(ParseResult parse) => new()
    {
        FalseAlarmRate = parse.GetValue(_falseAlarmRate),
        Contamination = parse.GetValue(_contamination),
        Score = parse.GetValue(_score),
        Autoencoder = parse.GetValue(_autoencoder),
        Steps = parse.GetValue(_steps),
        Seed = parse.GetValue(_seed),
        TimeLimit = parse.GetValue(_timeLimit),
        Checkpoint = _checkpoint.Of(parse),
        Device = parse.GetValue(_device),
    };

    private TrainedVae Train(VaeTrainingData data, VaeTrainingOptions options, bool abandons, CancellationToken stop) => TerminalProgress.Run(
        "Training",
        report => abandons
            ? VaeTraining.Train(data, options, new TrainingReports(report), cancellation: stop)
            : VaeTraining.Train(data, options, new TrainingReports(report), stop, _interrupts.Abandon),
        otherwise: Console.Error.WriteLine);

    private static void Describe(ITableSource source, TrainingColumns found)
    {
        var texts = found.Columns.Where(column => column.Categories is not null)
            .Select(column => FormattableString.Invariant($"{column.Name} ({column.Width} categories)")).ToList();
        Console.Error.WriteLine(FormattableString.Invariant(
            $"Training on {found.Rows:N0} of {found.AllRows:N0} rows of '{source.Name}': {found.Columns.Count - texts.Count} number columns")
            + (texts.Count == 0 ? "." : $", text columns {string.Join(", ", texts)}."));
        if (found.BadRows.Unread is { } unread)
        {
            Console.Error.WriteLine(unread);
        }

        foreach (var note in (IEnumerable<string>)[.. source.Remarks, .. found.Notes])
        {
            Console.Error.WriteLine(note);
        }

        foreach (var name in found.Rising)
        {
            Console.Error.WriteLine(
                $"Warning: column '{name}' rises from row to row, as a row number or a clock does, "
                + $"so that rows to come will lie outside its range. If so: --ignore \"{name}\".");
        }
    }

    /// <summary>Passes reports on at once, on the training thread.</summary>
    private sealed class TrainingReports(Action<double, string> report) : IProgress<VaeTrainingProgress>
    {
        public void Report(VaeTrainingProgress value) => report((double)value.Step / value.Steps, FormattableString.Invariant(
            $"step {value.Step:N0} of {value.Steps:N0}, ELBO {value.TrainingElbo:0.00}, validation {value.ValidationElbo:0.00}"));
    }
}
