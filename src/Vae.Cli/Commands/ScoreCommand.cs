using System.CommandLine;
using System.Text;
using Vae.Cli.Images;
using Vae.Cli.Output;
using Vae.Cli.Tables;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Cli.Commands;

/// <summary><c>vae score</c>: scores every row of a table, at reading speed and in constant memory.</summary>
internal sealed class ScoreCommand : DocumentedCommand
{
    private const string StandardOutput = "standard output";

    private readonly Argument<string> _model = Symbols.Model();
    private readonly Argument<string> _data = Symbols.Data("The rows to score; the model's columns are found by name, others are ignored.");
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Where the scores go, as CSV (or TSV, by the extension); replaced whole or not at all. [default: standard output]", HelpName = "FILE",
    };

    private readonly Option<string[]> _keep = new("--keep")
    {
        Description = "Columns of the data to copy beside the scores: A,B or --keep A --keep B.", HelpName = "COLUMN,...",
    };

    private readonly Option<string?> _heatmaps = new("--heatmaps")
    {
        Description = "Images: a folder for a picture of every flagged image, with the heatmap over it, and a contact sheet of the most anomalous.", HelpName = "FOLDER",
    };

    private readonly Option<VaeDevice> _device = Symbols.Device("score");

    public ScoreCommand()
        : base(
            "score",
            "Scores every row of a table, or every image of a folder.",
            $"Writes the columns {string.Join(",", ScoreLines.Columns)} and the kept ones.\n"
            + "  Row                  place among the data rows, counted from 1\n"
            + "  Score                higher is more anomalous; 2 = one normal row in a hundred is as odd, 3 = one in a thousand\n"
            + "  PredictedLabel       true for anomalies: Score is at least the model's threshold\n"
            + "  PValue               share of normal rows at least as odd\n"
            + "  ReconstructionError  how far the row is from what the model expected\n"
            + "  KlDivergence         how unusual its place in latent space is, in nats\n"
            + "A row whose every value is missing cannot be judged: its Score is NaN and its PredictedLabel true.\n"
            + $"For images the columns are {string.Join(",", ImageLines.Columns)}: a line for every file, with empty scores where it could not be read;\n"
            + "Status and Remark say why, or what was changed on reading. Such files are counted and do not fail the run.",
            "vae score model.onnx data/shuttle.csv --output scores.csv --keep Class")
    {
        Add(_model);
        Add(_data);
        Add(_output);
        Add(_keep);
        Add(_heatmaps);
        Add(_device);
        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var path = parse.GetValue(_output);
        if (path is not null)
        {
            Files.RequireWritable(path, "--output");
        }

        using var model = Files.LoadModel(parse.GetValue(_model)!, parse.GetValue(_device));
        if (model.Info.ImageShape is null)
        {
            ScoreTable(parse, model, path, cancellation);
        }
        else
        {
            ScoreImages(parse, model, path, cancellation);
        }

        return ExitCode.Success;
    }

    private void ScoreTable(ParseResult parse, VaeModel model, string? path, CancellationToken cancellation)
    {
        Symbols.RequireNone(Symbols.Given(parse, _heatmaps), "a model of images");
        ImageFiles.RequireTable(parse.GetValue(_data)!);
        var file = TableFile.Open(parse.GetValue(_data)!);
        var keep = file.IndexesOf(parse.GetValue(_keep)!, "--keep");
        var lines = new ScoreLines(model, file, keep, TableFile.DelimiterOf(path) ?? (byte)',');
        Counts? counts = null;
        Output(path, output => counts = Write(lines, file, output, cancellation));
        Report(counts!, model, path ?? StandardOutput);
    }

    private void ScoreImages(ParseResult parse, VaeModel model, string? path, CancellationToken cancellation)
    {
        Symbols.RequireNone(Symbols.Given(parse, _keep), "a table");
        var set = ImageFiles.OpenFor(model, parse.GetValue(_data)!);
        var folder = parse.GetValue(_heatmaps);
        var run = new ImageScoreRun(model, set, folder is null ? null : new HeatmapFolder(folder, model), TableFile.DelimiterOf(path) ?? (byte)',');
        Output(path, output => run.Write(output, cancellation));
        run.Report(path ?? StandardOutput, folder);
    }

    /// <summary>Writes to a file, whole or not at all, or to standard output.</summary>
    private static void Output(string? path, Action<Stream> write)
    {
        if (path is null)
        {
            using var output = Console.OpenStandardOutput();
            write(output);
            return;
        }

        using var file = AtomicFile.Create(path);
        write(file.Stream);
        file.Commit();
    }

    private static Counts Write(ScoreLines lines, TableFile file, Stream output, CancellationToken cancellation)
    {
        output.Write(Encoding.UTF8.GetBytes(lines.Header));
        var (progress, anomalies) = (new RowProgress(), 0L);
        return TerminalProgress.Run("Scoring", file.Length, report =>
        {
            foreach (var block in TablePipeline.Run(file, lines.Format, cancellation))
            {
                using (block.Text)
                {
                    output.Write(block.Text.Bytes);
                }

                anomalies += block.Anomalies;
                progress.Add(block.Rows, block.Bytes, report);
            }

            return new Counts(progress, anomalies);
        });
    }

    private static void Report(Counts counts, VaeModel model, string destination) => Console.Error.WriteLine(FormattableString.Invariant(
        $"Scored {counts.Progress.Rows:N0} rows in {counts.Progress.Elapsed.TotalSeconds:0.0} s ({counts.Progress.RowsPerSecond:N0} rows/s, {model.Device}): {counts.Anomalies:N0} anomalies at threshold {model.Threshold:0.###}. Written to {destination}."));

    private sealed record Counts(RowProgress Progress, long Anomalies);
}
