using System.CommandLine;
using System.Globalization;
using Vae.Data;

namespace Vae.Cli.Commands;

/// <summary><c>vae merge</c>: one file of the parts that <c>vae score --shard</c> left.</summary>
internal sealed class MergeCommand : DocumentedCommand
{
    private readonly Argument<string> _folder = new("folder") { Description = "The folder of parts: --output of 'vae score --shard'." };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Where the scores go, as CSV; replaced whole or not at all. [default: standard output]", HelpName = "FILE",
    };

    public MergeCommand()
        : base(
            "merge",
            "Makes one file of the parts that 'vae score --shard' left: byte for byte what one run over all rows writes.",
            "Every part must be there, have the bytes that its record vouches for, and be of the same model, data and options;\n"
            + "else nothing is written, and the message names the shard to run again.",
            "vae score model.onnx 'data/*.parquet' --shard 1/2 --output parts\n"
            + "  vae score model.onnx 'data/*.parquet' --shard 2/2 --output parts\n"
            + "  vae merge parts --output scores.csv")
    {
        Add(_folder);
        Add(_output);
        SetAction(parse => Run(parse));
    }

    private int Run(ParseResult parse)
    {
        var (folder, path) = (parse.GetValue(_folder)!, parse.GetValue(_output));
        new RunPaths().Writes(path, "--output").Check();
        var summary = path is null ? ToStandardOutput(folder) : ShardMerge.Run(folder, path);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Merged {summary.Rows:N0} rows, {summary.Scored:N0} of them scored, {summary.Anomalies:N0} anomalies; "
            + $"scoring took {summary.Elapsed.TotalSeconds:0.0} s on all machines together. Written to {path ?? Scoring.StandardOutput}."));
        Scoring.PrintRemarks(summary);
        return ExitCode.Success;
    }

    private static ScoreSummary ToStandardOutput(string folder)
    {
        using var stream = Console.OpenStandardOutput();
        return ShardMerge.Run(folder, stream);
    }
}
