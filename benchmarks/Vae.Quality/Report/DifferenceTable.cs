using Spectre.Console;
using Vae.Quality.Statistics;

namespace Vae.Quality.Report;

/// <summary>Differences of the first detector to every other on the same rows: mean over data sets, standard error over data sets, sets won and lost.</summary>
internal static class DifferenceTable
{
    public static Table Of(IReadOnlyList<SetResult> results)
    {
        string[] detectors = [.. results.Select(result => result.Detector).Distinct()];
        var table = new Table { Title = new TableTitle($"{detectors[0]} minus the others, paired by data set (seeds averaged first)") };
        table.AddColumns("against", "AUROC", "won / lost", "average precision", "won / lost", "sets");
        foreach (var other in detectors.Skip(1))
        {
            var (auroc, sets) = Difference(results, detectors[0], other, result => result.Auroc);
            var (precision, _) = Difference(results, detectors[0], other, result => result.AveragePrecision);
            table.AddRow(Markup.Escape(other), Text(auroc), $"{auroc.Wins} / {auroc.Losses}", Text(precision), $"{precision.Wins} / {precision.Losses}", $"{sets}");
        }

        return table;
    }

    private static (PairedDifference Difference, int Sets) Difference(
        IReadOnlyList<SetResult> results, string detector, string other, Func<SetResult, double> metric)
    {
        var others = results.Where(result => result.Detector == other).ToDictionary(result => (result.Set, result.Seed), metric);
        double[] differences = [.. results
            .Where(result => result.Detector == detector && others.ContainsKey((result.Set, result.Seed)))
            .GroupBy(result => result.Set)
            .Select(set => set.Average(result => metric(result) - others[(result.Set, result.Seed)]))];
        return (PairedDifference.Of(differences), differences.Length);
    }

    private static string Text(PairedDifference difference) => FormattableString.Invariant($"{difference.Mean:+0.0000;-0.0000} ± {difference.StandardError:0.0000}");
}
