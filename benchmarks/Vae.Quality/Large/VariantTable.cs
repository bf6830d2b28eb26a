using System.Globalization;
using Spectre.Console;
using Vae.Quality.Statistics;

namespace Vae.Quality.Large;

/// <summary>Quality and cost by variant for each number of rows: differences to one of them, paired by set, ± standard error over sets.</summary>
internal static class VariantTable
{
    public static Table Of(IReadOnlyList<LargeResult> results, string baseline)
    {
        var table = new Table { Title = new TableTitle($"Baseline: {baseline}. Means over sets (seeds averaged first); differences and ratios are to the baseline on the same rows, ± standard error over sets") };
        table.AddColumns(
            "rows", "variant", "sets", "AUROC", "minus baseline", "won / lost", "average precision", "minus baseline", "won / lost", "alarms at 5 %",
            "training s", "times baseline", "rows/s, times baseline", "peak MB", "file KiB");
        foreach (var rows in results.GroupBy(result => result.Rows).OrderBy(group => group.Key))
        {
            var baselines = rows.Where(result => result.Variant == baseline).ToDictionary(result => (result.Set, result.Seed));
            foreach (var variant in rows.GroupBy(result => result.Variant))
            {
                LargeResult[] paired = [.. variant.Where(result => baselines.ContainsKey((result.Set, result.Seed)))];
                if (paired.Length > 0)
                {
                    table.AddRow([Text(rows.Key, "#,0"), Markup.Escape(variant.Key), .. Cells(paired, paired.ToDictionary(result => result, result => baselines[(result.Set, result.Seed)]))]);
                }
            }
        }

        return table;
    }

    private static IEnumerable<string> Cells(LargeResult[] paired, Dictionary<LargeResult, LargeResult> baselines)
    {
        yield return $"{paired.DistinctBy(result => result.Set).Count()}";
        foreach (var metric in (Func<LargeResult, double>[])[result => result.Auroc, result => result.AveragePrecision])
        {
            double[] differences = [.. paired.GroupBy(result => result.Set).Select(set => set.Average(result => metric(result) - metric(baselines[result])))];
            var difference = PairedDifference.Of(differences);
            yield return Text(paired.GroupBy(result => result.Set).Average(set => set.Average(metric)), "0.0000");
            yield return FormattableString.Invariant($"{difference.Mean:+0.0000;-0.0000} ± {difference.StandardError:0.0000}");
            yield return $"{difference.Wins} / {difference.Losses}";
        }

        yield return Text(100 * paired.Average(result => result.FalseAlarms), "0.0 '%'");
        yield return Text(Median(paired.Select(result => result.TrainingSeconds)), "0.0");
        yield return Text(Median(paired.Select(result => result.TrainingSeconds / baselines[result].TrainingSeconds)), "0.00");
        yield return Text(Median(paired.Select(result => result.RowsPerSecond / baselines[result].RowsPerSecond)), "0.00");
        yield return Text(Median(paired.Select(result => result.PeakBytes / 1e6)), "#,0");
        yield return Text(paired.Average(result => result.ModelBytes / 1024.0), "#,0");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
