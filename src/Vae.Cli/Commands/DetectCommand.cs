using System.CommandLine;
using System.Globalization;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary><c>vae detect</c>: trains on a table and judges the same rows, each by what never saw it.</summary>
internal sealed class DetectCommand : DocumentedCommand
{
    private readonly Argument<string> _data = new("data")
    {
        Description = "The rows to judge: a table, CSV or TSV, packed by gzip or not, or Parquet; several files by a pattern in quotes "
            + "('data/*.parquet'). Empty cells and NaN are missing values. No label is needed.",
    };

    private readonly Option<string?> _output = Symbols.Lines("Where the scores go");
    private readonly Option<string?> _model = new("--model")
    {
        Description = "Also keep the model, for rows to come; its decoder goes beside it. [default: it is not kept]", HelpName = "FILE",
    };

    private readonly TrainingRows _rows = new(hasLabels: false, hasImages: false);
    private readonly Option<string[]> _keep = Symbols.Keep();
    private readonly Option<bool> _noKeys = Symbols.NoKeys();
    private readonly Option<int?> _explain = Symbols.Explain();
    private readonly BadRowChoice _badRows = new("gives them a line without scores, whose Status and StatusReason say why");
    private readonly Option<double?> _falseAlarmRate = Symbols.FalseAlarmRate(
        "The share of the rows that is flagged, about; with a declared --contamination, of the normal ones. [default: 0.01, or 0.05 under 500 rows]");

    private readonly ContaminationChoice _contamination = new(standard: null);
    private readonly Option<int?> _steps = Symbols.Steps();
    private readonly Option<int> _seed = Symbols.Seed();
    private readonly TableReading _reading = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("train");
    private readonly Interrupts _interrupts;

    public DetectCommand(Interrupts interrupts)
        : base(
            "detect",
            "Finds the anomalies of one table: nothing needs to be known of its rows.",
            "Trains on the rows, anomalies among them, and scores each row by members and references that never saw it.\n"
            + $"Writes the columns {string.Join(",", ScoreRun.HeldOutColumns)},\n{string.Join(",", ScoreRun.StatusColumns)}, "
            + "dates and identifiers that training left out, and the kept ones.\n"
            + ColumnNotes.Row + ColumnNotes.Of(VaeOutputs.Numbers.Where(output => ScoreRun.HeldOutColumns.Contains(output.Name)))
            + ColumnNotes.Status + ColumnNotes.Explanation
            + "A row whose every value is missing cannot be judged: its Score is NaN and its PredictedLabel true.\n"
            + "Where all or most rows are known to be normal, 'vae train' learns more from them, and 'vae score' judges other rows.\n"
            + "Ctrl-C, SIGTERM and SIGHUP end the training, and the best model so far judges the rows; the exit code is 130.\n"
            + "A second one abandons that too.",
            "vae detect data/shuttle.csv --ignore Class --output scores.csv --explain 3")
    {
        _interrupts = interrupts;
        Add(_data);
        foreach (var option in (Option[])[_output, _model, _keep, _noKeys, _explain, .. _rows.Options, .. _badRows.Options, _falseAlarmRate,
            _contamination.Option, _steps, _seed, .. _reading.Options, _device])
        {
            Add(option);
        }

        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var (data, output, modelPath) = (parse.GetValue(_data)!, parse.GetValue(_output), parse.GetValue(_model));
        var paths = new RunPaths().Reads(data, "the data").Writes(output, "--output").Writes(_badRows.Quarantine(parse), "--quarantine");
        (modelPath is null ? paths : paths.WritesModel(modelPath, "--model")).Check();
        if (VaeImageSet.IsOne(data))
        {
            throw new InputException(
                $"Data '{data}' must be a table, whose rows alone can be judged with nothing known of them; got images. "
                + "Train on normal ones: 'vae train'.");
        }

        var source = TableSources.Open(data, _reading.Of(parse));
        var badRows = _badRows.Of(parse);
        var table = TrainingRows.Read(
            source, _rows.Of(parse) with { BadRows = badRows with { Quarantine = null }, Seed = parse.GetValue(_seed) }, cancellation);
        var trained = TrainingSummary.Train(TrainingRows.DataOf(table), TrainingOptions(parse), cancellation, _interrupts.Abandon);
        TrainingSummary.WriteRemarks(trained);
        var isKept = modelPath is null || Keepsake.Write("The model", modelPath, trained.Save);
        using var model = trained.OpenModel(new() { Device = parse.GetValue(_device) });
        using var lines = Files.Lines(output);
        var options = new ScoreRunOptions
        {
            HeldOut = new(table.RowNumbers, trained.TrainingScores),
            Kept = parse.GetValue(_keep)!, KeepsKeys = !parse.GetValue(_noKeys), Explained = parse.GetValue(_explain) ?? 0,
            BadRows = badRows, Names = Symbols.Names,
        };
        var summary = Scoring.Run("Scoring", report => ScoreRun.Run(model, source, [lines], options, report, _interrupts.Abandon));
        Describe(summary, trained, output, isKept ? modelPath : null);
        foreach (var remark in summary.Remarks.Except(source.Remarks))                  // those were there before the training
        {
            Console.Error.WriteLine(remark);
        }

        if (!isKept || trained.History[^1].Step == trained.History[^1].Steps || !cancellation.IsCancellationRequested)
        {
            return isKept ? ExitCode.Success : ExitCode.Failure;
        }

        Console.Error.WriteLine($"{TrainingSummary.Stopped(trained)}; the best model so far judged the rows.");
        return ExitCode.Interrupted;
    }

    private VaeTrainingOptions TrainingOptions(ParseResult parse) => new()
    {
        FalseAlarmRate = parse.GetValue(_falseAlarmRate),
        Contamination = _contamination.Of(parse),
        Steps = parse.GetValue(_steps),
        Seed = parse.GetValue(_seed),
        Device = parse.GetValue(_device),
    };

    private static void Describe(ScoreSummary summary, TrainedVae trained, string? output, string? model)
    {
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Found {summary.Anomalies:N0} anomalies among {summary.Scored:N0} rows, each judged by members and references that never saw it. "
            + $"Written to {output ?? Scoring.StandardOutput}."));
        Console.Error.WriteLine(Alerts.Describe(trained.Info));
        if (model is not null)
        {
            Console.Error.WriteLine($"The model is in {model} and {TrainedVae.DecoderPath(model)}.");
        }
    }
}
