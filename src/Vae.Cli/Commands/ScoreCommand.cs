using System.CommandLine;
using System.Text;
using Vae.Cli.Output;
using Vae.Cli.Tables;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Cli.Commands;

/// <summary><c>vae score</c>: scores every row of a table, at reading speed and in constant memory.</summary>
internal sealed class ScoreCommand : DocumentedCommand
{
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

    private readonly Option<VaeDevice> _device = Symbols.Device("score");

    public ScoreCommand()
        : base(
            "score",
            "Scores every row of a table.",
            $"Writes the columns {string.Join(",", ScoreLines.Columns)} and the kept ones.\n"
            + "  Row                  place among the data rows, counted from 1\n"
            + "  Score                higher is more anomalous; 2 = one normal row in a hundred is as odd, 3 = one in a thousand\n"
            + "  PredictedLabel       true for anomalies: Score is at least the model's threshold\n"
            + "  PValue               share of normal rows at least as odd\n"
            + "  ReconstructionError  how far the row is from what the model expected\n"
            + "  KlDivergence         how unusual its place in latent space is, in nats\n"
            + "A row whose every value is missing cannot be judged: its Score is NaN and its PredictedLabel true.",
            "vae score model.onnx data/shuttle.csv --output scores.csv --keep Class")
    {
        Add(_model);
        Add(_data);
        Add(_output);
        Add(_keep);
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

        var file = TableFile.Open(parse.GetValue(_data)!);
        var keep = file.IndexesOf(parse.GetValue(_keep)!, "--keep");
        using var model = Files.LoadModel(parse.GetValue(_model)!, parse.GetValue(_device));
        var lines = new ScoreLines(model, file, keep, TableFile.DelimiterOf(path) ?? (byte)',');
        if (path is null)
        {
            using var output = Console.OpenStandardOutput();
            Report(Write(lines, file, output, cancellation), model, "standard output");
            return ExitCode.Success;
        }

        using (var output = AtomicFile.Create(path))
        {
            var counts = Write(lines, file, output.Stream, cancellation);
            output.Commit();
            Report(counts, model, path);
        }

        return ExitCode.Success;
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
