using System.Globalization;
using System.Xml.Linq;

namespace Vae.Data.Report;

/// <summary>How the scores are spread, and where the threshold cuts them.</summary>
internal static class ScorePart
{
    private const int Bars = 32;

    public static XElement Of(double threshold, ReportData data)
    {
        float[] known = [.. data.Scores.Where(float.IsFinite)];
        var (low, high) = (0.0, Math.Max(known.DefaultIfEmpty(1).Max(), Math.Max(threshold, 0.5) * 1.15));
        var width = (high - low) / Bars;
        var isOdd = data.Anomalies ?? data.PredictedLabels;
        var (normal, odd) = (new int[Bars], new int[Bars]);
        for (var row = 0; row < data.Scores.Count; row++)
        {
            if (float.IsFinite(data.Scores[row]))
            {
                (isOdd[row] ? odd : normal)[Math.Clamp((int)(data.Scores[row] / width), 0, Bars - 1)]++;
            }
        }

        var (left, right) = data.Anomalies is null ? ("not flagged", "flagged") : ("normal by label", "anomaly by label");
        var chart = new Chart(
            "Histogram of the scores with the threshold", Axis.Linear(low, high, "score"),
            Axis.Counts(Math.Max(normal.Max(), odd.Max()), "rows, in factors of ten"));
        for (var bar = 0; bar < Bars; bar++)
        {
            // Side by side: on a logarithmic axis nothing can stand on top of anything.
            var (from, half) = (bar * width, width / 2);
            chart.Bar("plain", from, from + half, 0, normal[bar], Title(from, normal[bar], left));
            chart.Bar("odd", from + half, from + width, 0, odd[bar], Title(from, odd[bar], right));
        }

        chart.Mark(threshold, string.Create(CultureInfo.InvariantCulture, $"threshold {threshold:0.##}"));
        return Markup.Card(
            "Scores", "How odd the rows are. What lies right of the dashed line is flagged.", Markup.Legend(("plain", left), ("odd", right)),
            chart.Element,
            Markup.Numbers(Markup.Table(
                ["Score from", "to", left, right],
                Enumerable.Range(0, Bars).Where(bar => normal[bar] + odd[bar] > 0).Select(bar => (object[])
                    [Text(bar * width), Text((bar + 1) * width), Count(normal[bar]), Count(odd[bar])]))));

        string Title(double from, int rows, string words) =>
            string.Create(CultureInfo.InvariantCulture, $"{rows:N0} {words}, score {from:0.00} to {from + width:0.00}");
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Count(int rows) => rows.ToString("#,0", CultureInfo.InvariantCulture);
}
