using System.Globalization;
using System.Xml.Linq;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>The false alarms that the p-values promise, beside those that were seen.</summary>
internal static class PromisePart
{
    /// <summary>Of a normal distribution, for intervals of 95 %.</summary>
    private const double Deviations = 1.96;

    private static readonly double[] Rates = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];

    public static XElement Of(VaeModel model, ReportData data)
    {
        var isLabelled = data.Anomalies is not null;
        float[] pValues = [.. data.PValues.Where((value, row) => float.IsFinite(value) && !(isLabelled && data.Anomalies![row]))];
        var rates = Rates.Where(rate => rate >= model.Info.SmallestPValue)
            .Select(rate => (Rate: rate, Seen: pValues.Count(value => value <= rate))).ToArray();
        var whose = isLabelled ? "rows that are normal by label" : "all rows";
        if (pValues.Length == 0 || rates.Length == 0)
        {
            return Markup.Card("Promised and seen", $"No promise can be checked: there are too few {whose}.");
        }

        var lowest = rates[^1].Rate;
        var chart = new Chart(
            "Share of rows flagged against the share promised", Axis.Logarithmic(lowest, 1, "promised false-alarm rate"),
            Axis.Logarithmic(lowest, 1, isLabelled ? "share of normal rows flagged" : "share of all rows flagged"));
        var intervals = rates
            .Select(rate => (rate.Rate, Share: (double)rate.Seen / pValues.Length, Band: Interval(rate.Seen, pValues.Length))).ToArray();
        chart.Guide(lowest, lowest, 1, 1)
            .Band("main", [.. intervals.Select(rate => (rate.Rate, Math.Max(rate.Band.Low, lowest / 10), rate.Band.High)).Reverse()])
            .Line("main", intervals.Where(rate => rate.Share > 0).Select(rate => (rate.Rate, rate.Share)));
        foreach (var (rate, share, _) in intervals.Where(rate => rate.Share > 0))
        {
            chart.Dot("main", rate, share, false, string.Create(CultureInfo.InvariantCulture, $"promised {rate:0.####%}, seen {share:0.####%}"));
        }

        return Markup.Card(
            "Promised and seen",
            isLabelled
                ? "The share of normal rows that would be flagged at each promised rate. On the dashed line, or under it, the promise holds."
                : "Without labels all rows are counted: the line lies above the dashed one where there are anomalies, or where the data have moved.",
            chart.Element,
            Markup.Numbers(Markup.Table(
                ["Promised", "Seen", "95 % interval", "Rows"],
                intervals.Select((rate, place) => (object[])
                [
                    Percent(rate.Rate), Percent(rate.Share), $"{Percent(rate.Band.Low)} to {Percent(rate.Band.High)}",
                    string.Create(CultureInfo.InvariantCulture, $"{rates[place].Seen:N0} of {pValues.Length:N0}"),
                ]))));
    }

    /// <summary>The interval of Wilson (1927) for a share.</summary>
    private static (double Low, double High) Interval(int hits, int rows)
    {
        var (share, square) = ((double)hits / rows, Deviations * Deviations);
        var centre = (share + (square / (2 * rows))) / (1 + (square / rows));
        var half = Deviations * Math.Sqrt((share * (1 - share) / rows) + (square / (4.0 * rows * rows))) / (1 + (square / rows));
        return (Math.Max(centre - half, 0), Math.Min(centre + half, 1));
    }

    private static string Percent(double share) => share.ToString("0.### %", CultureInfo.InvariantCulture);
}
