using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>Runs of scoring under a progress bar.</summary>
internal static class Scoring
{
    /// <summary>Runs work that reports its rows.</summary>
    public static T Run<T>(Func<IProgress<RunProgress>, T> work) => TerminalProgress.Run("Scoring", report => work(new RowReports(report)));

    /// <summary>Scores labelled data; rows and images that cannot be read are counted on stderr.</summary>
    public static LabelledScores Labelled(
        VaeModel model, string data, LabelledScoreOptions options, CancellationToken cancellation)
    {
        var rows = Run(report => LabelledScores.Read(model, data, options, report, cancellation));
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

    /// <summary>Passes reports on at once, on the thread that runs.</summary>
    private sealed class RowReports(Action<double, string> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(
            double.IsNaN(value.Share) ? 0 : value.Share, FormattableString.Invariant($"{value.Rows:N0} rows, {value.RowsPerSecond:N0} rows/s"));
    }
}
