using System.Globalization;
using System.Xml.Linq;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>The head of the page: what was looked at, and the numbers that matter most.</summary>
internal static class HeadPart
{
    public static XElement Of(VaeModel model, string name, ReportData data)
    {
        var unit = model.Info.ImageShape is null ? "rows" : "images";
        var flagged = (double)data.Flagged / data.Scores.Count;
        return Markup.Of(
            "header",
            Markup.Of("p", Markup.Class("eyebrow"), "Anomaly report"),
            Markup.Of("h1", name),
            Markup.Of("p", Markup.Class("lead"), Lead(model, data, unit)),
            Markup.Of(
                "div", Markup.Class("tiles"),
                Tile(Whole(data.Scores.Count), $"{unit} scored"),
                Tile(Whole(data.Flagged), string.Create(CultureInfo.InvariantCulture, $"flagged ({flagged:0.## %})"), "odd"),
                Tile(
                    model.Info.FalseAlarmRate is { } rate && model.Threshold == model.Info.Threshold
                        ? rate.ToString("0.## %", CultureInfo.InvariantCulture)
                        : "\u2013",
                    "false alarms promised"),
                data.Metrics is { } metrics ? Labelled(metrics) : null));
    }

    private static object[] Labelled(AnomalyMetrics metrics) =>
    [
        Tile(Markup.Number(metrics.FalseAlarmRate * 100, "0.## '%'"), "false alarms seen"),
        Tile(Markup.Number(metrics.AreaUnderRocCurve), $"AUROC{Between(metrics.Intervals?.AreaUnderRocCurve)}"),
        Tile(Markup.Number(metrics.Recall * 100, "0.# '%'"), "of the anomalies found"),
    ];

    private static string Between(MetricInterval? interval) =>
        interval is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({interval.Lower:0.000} to {interval.Upper:0.000})");

    private static string Lead(VaeModel model, ReportData data, string unit)
    {
        var threshold = string.Create(CultureInfo.InvariantCulture, $"{model.Threshold:0.###}");
        var unread = (data.Images?.Unread ?? data.BadRows?.Unread) is { } words ? $" {words}" : "";
        var unlabelled = data.Unlabelled > 0
            ? string.Create(CultureInfo.InvariantCulture, $" {data.Unlabelled:N0} rows have no label and are left out.")
            : "";
        return $"Scored by a model of {Whole(model.Info.TrainingRows)} normal {unit}. A score of 2 is as odd as one normal row in a hundred, 3 as "
            + $"one in a thousand; {threshold} and above is flagged.{unread}{unlabelled}";
    }

    private static XElement Tile(string number, string words, string kind = "") =>
        Markup.Of("div", Markup.Class($"tile {kind}".Trim()), Markup.Of("strong", number), Markup.Of("span", words));

    private static string Whole(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
