using System.CommandLine;
using System.Globalization;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae explain</c>: why rows have their scores, what would make them normal, and what each column is to the model.</summary>
internal sealed class ExplainCommand : DocumentedCommand
{
    /// <summary>Of a bad row that is asked for, the error is the answer; others do not matter here.</summary>
    private static readonly BadRowOptions PassedOver = new() { Policy = BadRowPolicy.Skip, MaxShare = 1 };

    private readonly ModelChoice _model = new();
    private readonly Argument<string> _data = Symbols.Data("The rows to explain; the model's columns are found by name, others are ignored.");
    private readonly Option<long[]> _rows =
        RowNumbers.Many("--rows", "Explain these rows, counted from 1 as in the column Row: 17,42 or --rows 17 --rows 42.");

    private readonly Option<bool> _flagged = new("--flagged") { Description = "Explain all rows that the model flags." };
    private readonly Option<bool> _columns = new("--columns")
    {
        Description = "Tables: explain the model instead of rows: of each column its part of the scores, how well the others predict it, and the "
            + "smallest shift that is flagged in half of the normal rows.",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write the answer to a file, as JSON, CSV or TSV, by the extension; replaced whole or not at all. "
            + "[default: text on standard output]",
        HelpName = "FILE",
    };

    private readonly Option<string?> _heatmaps = new("--heatmaps")
    {
        Description = "Images: a folder for a picture of every explained image, with the heatmap over it.", HelpName = "FOLDER",
    };

    private readonly Option<string?> _label = Symbols.Label("With --columns: the column that says which rows are normal. Without it all are taken.");
    private readonly Option<string[]> _normal = Symbols.Normal();
    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly Option<string?> _mask = Symbols.Mask();
    private readonly TableReading _reading = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("score");

    public ExplainCommand()
        : base(
            "explain",
            "Says why rows have their scores, and what would make them normal.",
            "Of a row: the columns that are out of line, what they hold and what was expected; and the fewest columns, at most three, that bring it\n"
            + "under the threshold when they hold what the model expects. Of an image: where it is oddest. Symptoms, not causes.",
            "vae explain model.onnx data/shuttle.csv --rows 5,6\n  vae explain model.onnx data/shuttle.csv --flagged --output reasons.json\n"
            + "  vae explain model.onnx data/shuttle.csv --columns --label Class --normal \"Rad Flow\"")
    {
        foreach (var symbol in (Symbol[])[_model.Argument, _data, _rows, _flagged, _columns, _output, _heatmaps, _label, _normal, _missing,
            .. _reading.Options, _mask, .. _model.Options, _device])
        {
            Symbols.AddTo(this, symbol);
        }

        Validators.Add(result =>
        {
            var ways = ((Option[])[_rows, _flagged, _columns]).Count(option => result.GetResult(option) is not null);
            if (ways != 1)
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture, $"Command explain must have one of --rows, --flagged and --columns; got {ways} of them."));
            }
        });
        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var (model, data) = (_model.Path(parse), parse.GetValue(_data)!);
        var (path, folder) = (parse.GetValue(_output), parse.GetValue(_heatmaps));
        new RunPaths().ReadsModel(model).Reads(Files.OnDisk(data), "the data")
            .Reads(parse.GetValue(_mask), "--mask").Writes(path, "--output").WritesFolder(folder, "--heatmaps").Check();
        using var loaded = _model.Load(parse, parse.GetValue(_device));
        Symbols.RequireNone(loaded.Info.ImageShape is null ? Symbols.Given(parse, _heatmaps) : [], "a model of images");
        Symbols.RequireNone(loaded.Info.ImageShape is null ? [] : Symbols.Given(parse, _columns), "a model of tables");
        if (parse.GetValue(_columns))
        {
            return Columns(parse, loaded, data, cancellation);
        }

        Symbols.RequireNone(Symbols.Given(parse, _label, _normal), "--columns");
        var options = new ExplainOptions
        {
            Rows = parse.GetValue(_rows) ?? [], Mask = parse.GetValue(_mask), Missing = parse.GetValue(_missing)!, BadRows = PassedOver,
            Reading = _reading.Of(parse), Names = Symbols.Names,
        };


        // A progress bar would stand between the rows on the terminal.
        var explained = path is null
            ? Print(Draw(ExplainRun.Run(loaded, data, options, null, cancellation), folder))
            : Scoring.Run("Explaining", report => ExplanationFile.Write(
                path, Draw(ExplainRun.Run(loaded, data, options, report, cancellation), folder), loaded.Info.Modality));
        Console.Error.WriteLine(FormattableString.Invariant($"Explained {explained:N0} rows of '{data}'.")
            + (path is null ? "" : $" Written to {path}.") + (folder is null ? "" : $" Heatmaps in {folder}."));
        return ExitCode.Success;
    }

    private int Columns(ParseResult parse, VaeModel model, string data, CancellationToken cancellation)
    {
        var options = new LabelledScoreOptions
        {
            Label = Symbols.Labels(parse.GetValue(_label), parse.GetValue(_normal)), Missing = parse.GetValue(_missing)!,
            BadRows = PassedOver, Reading = _reading.Of(parse), Mask = parse.GetValue(_mask), Names = Symbols.Names,
        };
        var columns = Scoring.Run("Measuring", report => SensitivityRun.Run(model, data, options, report, cancellation));
        if (parse.GetValue(_output) is { } path)
        {
            SensitivityFile.Write(path, columns);
            Console.Error.WriteLine(FormattableString.Invariant($"Measured {columns.Count} columns. Written to {path}."));
        }
        else
        {
            AnswerTable.Print(SensitivityFile.Columns, columns.Select(SensitivityFile.Words));
        }

        return ExitCode.Success;
    }

    private static int Print(IEnumerable<ExplainedRow> rows)
    {
        var count = 0;
        foreach (var row in rows)
        {
            Console.Out.WriteLine(row);
            count++;
        }

        return count;
    }

    /// <summary>Draws every image that passes by.</summary>
    private static IEnumerable<ExplainedRow> Draw(IEnumerable<ExplainedRow> rows, string? folder)
    {
        foreach (var row in rows)
        {
            if (folder is not null && row.Image is { } image)
            {
                var path = Path.Combine(folder, row.File + ".png");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                VaeHeatmapPainter.Save(image, path);
            }

            yield return row;
        }
    }
}
