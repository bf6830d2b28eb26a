using System.Globalization;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>Runs of scoring under a progress bar.</summary>
internal static class Scoring
{
    /// <summary>What messages call it.</summary>
    public const string StandardOutput = "standard output";

    /// <summary>Runs work that reports its rows.</summary>
    public static T Run<T>(string title, Func<IProgress<RunProgress>, T> work) =>
        TerminalProgress.Run(title, report => work(new RowReports(report)));

    /// <summary>What a run of encoding or reconstruction did, in one line.</summary>
    /// <param name="done">What was done with the rows.</param>
    /// <param name="summary">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="output">Where the results went; null for standard output.</param>
    public static string Describe(string done, RowSummary summary, VaeModel model, string? output) => string.Create(
        CultureInfo.InvariantCulture,
        $"{done} {summary.Written:N0} of {summary.Rows:N0} {(summary.Images is null ? "rows" : "images")} in {summary.Elapsed.TotalSeconds:0.0} s "
        + $"({summary.RowsPerSecond:N0} a second, {model.Device}). ")
        + ((summary.Images?.Unread ?? summary.BadRows?.Unread) is { } unread ? $"{unread} " : "") + $"Written to {output ?? StandardOutput}.";

    /// <summary>What a run of scoring did, in one line.</summary>
    public static string Describe(ScoreSummary summary, VaeModel model)
    {
        var unit = summary.Images is null ? "rows" : "images";
        var rows = FormattableString.Invariant($"{summary.Scored:N0}")
            + (summary.Images is null && summary.Scored == summary.Rows ? "" : FormattableString.Invariant($" of {summary.Rows:N0}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Scored {rows} {unit} in {summary.Elapsed.TotalSeconds:0.0} s ({Rate(summary.RowsPerSecond)} {unit}/s, {model.Device}): "
            + $"{summary.Anomalies:N0} anomalies at threshold {model.Threshold:0.###}.")
            + (summary.Images?.Unread is { } unread ? $" {unread}" : "");
    }

    /// <summary>What a run of scoring has to say of the data, on stderr.</summary>
    public static void PrintRemarks(ScoreSummary summary)
    {
        foreach (var remark in summary.Remarks.Prepend(summary.BadRows?.Unread).OfType<string>())
        {
            Console.Error.WriteLine(remark);
        }
    }

    /// <summary>Scores labelled data; rows and images that cannot be read are counted on stderr.</summary>
    public static LabelledScores Labelled(
        VaeModel model, string data, LabelledScoreOptions options, CancellationToken cancellation)
    {
        var rows = Run("Scoring", report => LabelledScores.Read(model, data, options, report, cancellation));
        foreach (var remark in rows.Remarks)
        {
            Console.Error.WriteLine(remark);
        }

        if (rows.Unlabelled > 0)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"{rows.Unlabelled:N0} rows have no label and are left out."));
        }

        if ((rows.Images?.Unread ?? rows.BadRows?.Unread) is { } unread)
        {
            Console.Error.WriteLine(unread);
        }

        return rows;
    }

    /// <summary>Rows a second; of large photographs it is fewer than one.</summary>
    private static string Rate(double rowsPerSecond) =>
        rowsPerSecond.ToString(rowsPerSecond < 1 ? "0.00" : "N0", CultureInfo.InvariantCulture);

    /// <summary>Passes reports on at once, on the thread that runs.</summary>
    private sealed class RowReports(Action<double, string> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(
            double.IsNaN(value.Share) ? 0 : value.Share, FormattableString.Invariant($"{value.Rows:N0} rows, {value.RowsPerSecond:N0} rows/s"));
    }
}
