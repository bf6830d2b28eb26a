using System.CommandLine;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae score</c>: scores every row of a table, at reading speed and in constant memory.</summary>
internal sealed class ScoreCommand : DocumentedCommand
{
    private readonly ModelChoice _model = new();
    private readonly Argument<string> _data =
        Symbols.Data("The rows to score; the model's columns are found by name, others are ignored. - is standard input.");
    private readonly Option<string?> _output = Symbols.Lines("Where the scores go (with --shard: a folder)");
    private readonly Option<string[]> _keep = Symbols.Keep();

    private readonly Option<bool> _noKeys = Symbols.NoKeys();
    private readonly Option<int?> _explain = Symbols.Explain();

    private readonly Option<double?> _fdr = new("--fdr")
    {
        Description = "A column Selected that says which rows to follow up, so that at most this share of them are false discoveries, on average "
            + "over batches. All rows of the data are the batch; they are read and scored twice.",
        HelpName = "SHARE",
        CustomParser = result => Symbols.ShareOf(result, "0.1"),
    };

    private readonly Option<string?> _heatmaps = new("--heatmaps")
    {
        Description = "Images: a folder for a picture of every flagged image, with the heatmap over it, a contact sheet of the most anomalous, and "
            + "regions.csv, boxes around the hottest parts.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _watch = new("--watch")
    {
        Description = "Also watches the rows, in their order, for drift, and says at the end whether there was any. "
            + "A false alarm has a chance of 1 %. Does not change the exit code.",
    };

    private readonly ShardChoice _shard = new();
    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly Option<string?> _mask = Symbols.Mask();
    private readonly BadRowChoice _badRows = new("gives them a line without scores, whose Status and StatusReason say why");
    private readonly TableReading _reading = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("score");

    public ScoreCommand()
        : base(
            "score",
            "Scores every row of a table, or every image of a folder.",
            $"Writes the columns {string.Join(",", ScoreRun.TableColumns)},\n{string.Join(",", ScoreRun.StatusColumns)}, "
            + "dates and identifiers that training left out, and the kept ones.\n"
            + ColumnNotes.Row + ColumnNotes.Of(VaeOutputs.Numbers)
            + ColumnNotes.Of("Selected", "with --fdr: true where the row is among those to follow up")
            + ColumnNotes.Status + ColumnNotes.Explanation
            + "A row whose every value is missing cannot be judged: its Score is NaN and its PredictedLabel true.\n"
            + $"For images the columns are {string.Join(",", ScoreRun.ImageColumns)}: "
            + "a line for every file, with empty scores where it could not be read;\n"
            + "Status and Remark say why, or what was changed on reading. Such files are counted and do not fail the run.\n"
            + "With --shard, a part and a record of it go into the folder --output; 'vae merge' makes one file of all parts.",
            "vae score model.onnx data/shuttle.csv --output scores.csv --keep Class --explain 3")
    {
        Add(_model.Argument);
        Add(_data);
        foreach (var option in (Option[])[_output, _keep, _noKeys, _explain, _fdr, _missing, .. _badRows.Options, .. _reading.Options, _mask,
            _heatmaps, _watch, .. _shard.Options, .. _model.Options, _device])
        {
            Add(option);
        }

        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var (path, folder) = (parse.GetValue(_output), parse.GetValue(_heatmaps));
        if (_shard.Given(parse, [.. Symbols.Given(parse, _heatmaps, _watch, _fdr), .. _badRows.GivenQuarantine(parse)]))
        {
            return Part(
                parse, path ?? throw new InputException("Option --output must name a folder for the parts; got none. Add --output parts."),
                cancellation);
        }

        new RunPaths().ReadsModel(_model.Path(parse)).Reads(Files.OnDisk(parse.GetValue(_data)), "the data").Reads(parse.GetValue(_mask), "--mask")
            .Writes(path, "--output").WritesFolder(folder, "--heatmaps")
            .Writes(_badRows.Quarantine(parse), "--quarantine").Check();
        using var model = _model.Load(parse, parse.GetValue(_device));
        Symbols.RequireNone(model.Info.ImageShape is null ? Symbols.Given(parse, _heatmaps) : [], "a model of images");
        Symbols.RequireNone(model.Info.ImageShape is null ? [] : _badRows.Given(parse), "a table");
        using var lines = Files.Lines(path);
        using var pictures = folder is null ? null : new HeatmapSink(folder);
        using var drift = parse.GetValue(_watch) ? new DriftSink() : null;
        IScoreSink[] sinks = [.. new IScoreSink?[] { pictures, drift, lines }.OfType<IScoreSink>()];
        var summary = Scoring.Run("Scoring", report => ScoreRun.Run(model, parse.GetValue(_data)!, sinks, RunOptions(parse), report, cancellation));
        Console.Error.WriteLine(Scoring.Describe(summary, model) + $" Written to {path ?? Scoring.StandardOutput}."
            + (pictures is null ? "" : FormattableString.Invariant($" {pictures.Pictures:N0} heatmaps and {HeatmapSink.SheetName} in {folder}.")));
        if (summary.Selection is { } selection)
        {
            Console.Error.WriteLine(Describe(selection));
        }

        Scoring.PrintRemarks(summary);

        if (drift is not null)
        {
            Console.Error.WriteLine(drift.Remark);
        }

        return ExitCode.Success;
    }

    /// <summary>One part of the rows.</summary>
    private int Part(ParseResult parse, string folder, CancellationToken cancellation)
    {
        var (path, data) = (_model.Path(parse), parse.GetValue(_data)!);
        new RunPaths().ReadsModel(path).Reads(Files.OnDisk(data), "the data").WritesFolder(folder, "--output").Check();
        using var model = _model.Load(parse, parse.GetValue(_device));
        var task = new ShardTask { Model = path, Data = data, Folder = folder, Shard = _shard.Of(parse)!, Resumes = _shard.Resumes(parse) };
        var part = Scoring.Run($"Scoring {task.Shard}", report => ShardRun.Run(model, task, RunOptions(parse), report, cancellation));
        Console.Error.WriteLine(part.IsResumed
            ? $"Shard {task.Shard} is there already, whole and of the same model, data and options: {part.Part}."
            : FormattableString.Invariant($"Shard {task.Shard}, from row {part.FirstRow:N0} on: {Scoring.Describe(part.Scores, model)} ")
                + $"Written to {part.Part}.");
        Scoring.PrintRemarks(part.Scores);
        return ExitCode.Success;
    }

    private ScoreRunOptions RunOptions(ParseResult parse) => new()
    {
        Kept = parse.GetValue(_keep)!, KeepsKeys = !parse.GetValue(_noKeys), Explained = parse.GetValue(_explain) ?? 0,
        Fdr = parse.GetValue(_fdr), Mask = parse.GetValue(_mask), Missing = parse.GetValue(_missing)!,
        BadRows = _badRows.Of(parse), Reading = _reading.Of(parse), Names = Symbols.Names,
    };

    /// <summary>What was selected, under which assumption, and whether the calibration sample leaves room for it.</summary>
    private static string Describe(AnomalySelection selection) =>
        (selection.Rows.Count == 0
            ? FormattableString.Invariant($"Selected none of {selection.JudgedRows:N0}: too few have p-values small enough for a share of ")
                + FormattableString.Invariant($"{selection.Fdr:0.##%} false discoveries.")
            : FormattableString.Invariant($"Selected {selection.Rows.Count:N0} of {selection.JudgedRows:N0}, at p <= {selection.CutOff:0.######}: ")
                + FormattableString.Invariant($"at most {selection.Fdr:0.##%} of them are false discoveries on average over batches, ")
                + "if normal rows are like those of the training.")
        + (selection.Remark is { } remark ? $" {remark}" : "");
}
