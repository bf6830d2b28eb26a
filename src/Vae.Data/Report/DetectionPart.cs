using System.Globalization;
using System.Xml.Linq;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>Scores against labels: ROC, precision and recall, each with its band, and the decisions in numbers.</summary>
internal static class DetectionPart
{
    public static IEnumerable<XElement> Of(ReportData data)
    {
        if (data is not { Anomalies: { } anomalies, Metrics: { } metrics })
        {
            yield break;
        }

        if (Curves.Of(data.Scores, anomalies) is not { } curves)
        {
            yield return Markup.Card("Against the labels", "All rows have one label: there is nothing to tell apart.");
            yield break;
        }

        yield return Card(
            "ROC", "How many anomalies are found at each false-alarm rate. The band holds 95 % of resampled data; the diamond is the threshold.",
            curves.Roc, "false-alarm rate", "recall", metrics.FalseAlarmRate, metrics.Recall, isDiagonal: true,
            At(curves.Roc, "False-alarm rate", "Recall"));
        yield return Card(
            "Precision and recall", "How many of the flagged rows are anomalies, at each share of anomalies found.", curves.PrecisionRecall, "recall",
            "precision", metrics.Recall, metrics.Precision, isDiagonal: false, At(curves.PrecisionRecall, "Recall", "Precision"));
        yield return Markup.Card("Decisions", "What the threshold does, with 95 % intervals.", Decisions(metrics));
    }

    private static XElement Card(
        string title, string note, IReadOnlyList<(double X, double Y, double Low, double High)> curve, string x, string y, double? atX, double? atY,
        bool isDiagonal, XElement table)
    {
        var chart = new Chart($"{title} curve", Axis.Linear(0, 1, x), Axis.Linear(0, 1, y), height: 280);
        if (isDiagonal)
        {
            chart.Guide(0, 0, 1, 1);
        }

        chart.Band("main", [.. curve.Select(point => (point.X, point.Low, point.High))]).Line("main", curve.Select(point => (point.X, point.Y)));
        if (atX is { } left && atY is { } up)
        {
            chart.Dot("odd", left, up, true, string.Create(CultureInfo.InvariantCulture, $"at the threshold: {x} {left:0.000}, {y} {up:0.000}"));
        }

        return Markup.Card(title, note, chart.Element, Markup.Numbers(table));
    }

    private static XElement At(IReadOnlyList<(double X, double Y, double Low, double High)> curve, string x, string y) => Markup.Table(
        [x, y, "95 % from", "to"],
        curve.Where((_, step) => step % 5 == 0).Select(point => (object[])
            [Markup.Number(point.X, "0.00"), Markup.Number(point.Y), Markup.Number(point.Low), Markup.Number(point.High)]));

    private static XElement Decisions(AnomalyMetrics metrics) => Markup.Table(
        ["Metric", "Value", "95 % from", "to"],
        [
            Row("AUROC", metrics.AreaUnderRocCurve, metrics.Intervals?.AreaUnderRocCurve),
            Row("Average precision", metrics.AveragePrecision, metrics.Intervals?.AveragePrecision),
            Row("Precision", metrics.Precision, metrics.Intervals?.Precision),
            Row("Recall", metrics.Recall, metrics.Intervals?.Recall),
            Row("F1", metrics.F1Score, metrics.Intervals?.F1Score),
            Row("False-alarm rate", metrics.FalseAlarmRate, metrics.Intervals?.FalseAlarmRate),
            Row("Recall at 1 % false alarms", metrics.RecallAtFalseAlarmRate, metrics.Intervals?.RecallAtFalseAlarmRate),
            ["Rows", Count(metrics.Rows), "", ""],
            ["Anomalies among them", Count(metrics.Anomalies), "", ""],
        ]);

    private static object[] Row(string name, double? value, MetricInterval? interval) =>
        [name, Markup.Number(value), Markup.Number(interval?.Lower), Markup.Number(interval?.Upper)];

    private static string Count(int rows) => rows.ToString("#,0", CultureInfo.InvariantCulture);
}
