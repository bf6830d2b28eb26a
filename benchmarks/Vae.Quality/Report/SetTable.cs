using System.Globalization;
using Spectre.Console;

namespace Vae.Quality.Report;

/// <summary>AUROC and average precision per data set, means over seeds, and what training and scoring took.</summary>
internal static class SetTable
{
    public static Table Of(IReadOnlyList<SetResult> results)
    {
        string[] detectors = [.. results.Select(result => result.Detector).Distinct()];
        var table = new Table { Title = new TableTitle("AUROC / average precision, means over seeds; training time and scoring rate of the first detector") };
        table.AddColumns(["set", "rows", "features", .. detectors, "training s", "rows/s", "model KiB"]);
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var set in results.GroupBy(result => result.Set))
        {
            var first = set.First();
            table.AddRow([Markup.Escape(set.Key), Text(first.TrainingRows, "0"), Text(first.Features, "0"), .. Cells(set, detectors)]);
        }

        table.AddEmptyRow();
        table.AddRow(["mean", "", "", .. Cells(results, detectors)]);
        return table;
    }

    private static IEnumerable<string> Cells(IEnumerable<SetResult> results, string[] detectors)
    {
        var byDetector = results.ToLookup(result => result.Detector);
        foreach (var detector in detectors)
        {
            yield return $"{Text(byDetector[detector].Average(result => result.Auroc), "0.0000")} / {Text(byDetector[detector].Average(result => result.AveragePrecision), "0.0000")}";
        }

        var first = byDetector[detectors[0]];
        yield return Text(first.Average(result => result.TrainingSeconds), "0.0");
        yield return Text(first.Average(result => result.RowsPerSecond), "#,0");
        yield return Text(first.Average(result => result.ModelBytes / 1024.0), "#,0");
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
