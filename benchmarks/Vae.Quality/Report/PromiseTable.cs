using Spectre.Console;
using Vae.Quality.Statistics;

namespace Vae.Quality.Report;

/// <summary>Realised false-alarm rates on fresh normal rows against the promise, and how uniform their p-values are.</summary>
internal static class PromiseTable
{
    /// <summary>Below this number of calibration rows, 1 % is not promised.</summary>
    private const int RowsForOnePercent = 500;

    public static Table Of(IReadOnlyList<SetResult> results)
    {
        SetResult[] checks = [.. results.Where(result => result.Promise is not null)];
        var table = new Table { Title = new TableTitle("False alarms on fresh normal rows; runs inside the 99 % interval: binomial, and with calibration noise") };
        table.AddColumns("set", "fresh rows", "at 5 %", "inside", "at 1 %", "inside", "deviation of p", "of chance (1 %)");
        foreach (var set in checks.GroupBy(result => result.Set))
        {
            PromiseCheck[] runs = [.. set.Select(result => result.Promise!)];
            var carriesOnePercent = runs[0].CalibrationRows >= RowsForOnePercent;
            table.AddRow(
                Markup.Escape(set.Key),
                $"{runs[0].NormalRows}",
                Rate(runs, run => run.FlaggedAt5Percent),
                Inside(runs, 0.05),
                carriesOnePercent ? Rate(runs, run => run.FlaggedAt1Percent) : "-",
                carriesOnePercent ? Inside(runs, 0.01) : "-",
                Number(runs.Max(run => run.LargestDeviation)),
                Number(UniformDeviation.OncePerHundred(runs[0].NormalRows, runs[0].CalibrationRows)));
        }

        table.AddEmptyRow();
        PromiseCheck[] all = [.. checks.Select(result => result.Promise!)];
        PromiseCheck[] large = [.. all.Where(run => run.CalibrationRows >= RowsForOnePercent)];
        table.AddRow("all runs", "", Rate(all, run => run.FlaggedAt5Percent), Inside(all, 0.05), Rate(large, run => run.FlaggedAt1Percent), Inside(large, 0.01));
        foreach (var seed in checks.GroupBy(result => result.Seed))
        {
            PromiseCheck[] runs = [.. seed.Select(result => result.Promise!)];
            table.AddRow(
                FormattableString.Invariant($"seed {seed.Key}"), "", "", Inside(runs, 0.05), "", Inside([.. runs.Where(run => run.CalibrationRows >= RowsForOnePercent)], 0.01));
        }

        return table;
    }

    private static string Inside(PromiseCheck[] runs, double rate)
    {
        var binomial = runs.Count(run => CountInterval.Binomial(run.NormalRows, rate).Holds(Flagged(run, rate)));
        var withNoise = runs.Count(run => CountInterval.BetaBinomial(run.NormalRows, rate, run.CalibrationRows).Holds(Flagged(run, rate)));
        return FormattableString.Invariant($"{binomial}, {withNoise} of {runs.Length}");
    }

    private static int Flagged(PromiseCheck run, double rate) => rate == 0.05 ? run.FlaggedAt5Percent : run.FlaggedAt1Percent;

    private static string Rate(PromiseCheck[] runs, Func<PromiseCheck, int> flagged) =>
        runs.Length == 0 ? "-" : FormattableString.Invariant($"{100.0 * runs.Average(run => (double)flagged(run) / run.NormalRows):0.00} %");

    private static string Number(double value) => FormattableString.Invariant($"{value:0.000}");
}
