using System.Globalization;
using System.Xml.Linq;

namespace Vae.Data.Report;

/// <summary>The latent map: rows that the model sees alike lie close together, coloured by their scores.</summary>
internal static class MapPart
{
    /// <summary>Steps of colour, each from a score on.</summary>
    private static readonly (string Kind, double From, string Name)[] Steps =
    [
        ("s0", double.NegativeInfinity, "under 0.5"), ("s1", 0.5, "0.5 to 1"), ("s2", 1, "1 to 2"), ("s3", 2, "2 to 3"), ("s4", 3, "3 and more"),
    ];

    private const int Listed = 200;

    public static XElement Of(IReadOnlyList<MapPoint> map)
    {
        if (map.Count == 0)
        {
            return Markup.Card("Latent map", "No row can be placed.");
        }

        var (x, y) = (Range(map.Select(point => point.X)), Range(map.Select(point => point.Y)));
        var chart = new Chart(
            "Rows in latent space, coloured by score", Axis.Linear(x.Low, x.High, "along the largest spread"),
            Axis.Linear(y.Low, y.High, "across it"), height: 320);
        foreach (var point in map)
        {
            chart.Dot(
                Kind(point.Score), point.X, point.Y, point.IsFlagged,
                string.Create(CultureInfo.InvariantCulture, $"row {point.Row}, score {point.Score:0.00}"));
        }

        return Markup.Card(
            "Latent map",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{map.Count:N0} rows where the first member places them, seen from the side that shows most. ")
                + "Alike rows lie close together; diamonds are flagged.",
            Markup.Legend([.. Steps.Select(step => (step.Kind, $"score {step.Name}"))]), chart.Element,
            Markup.Numbers(Markup.Table(
                ["Row", "x", "y", "Score", "Flagged"],
                map.Reverse().Take(Listed).Select(point => (object[])
                [
                    point.Row.ToString(CultureInfo.InvariantCulture), Markup.Number(point.X), Markup.Number(point.Y),
                    Markup.Number(point.Score, "0.00"), point.IsFlagged ? "yes" : "no",
                ]))));
    }

    private static string Kind(double score) => Steps.Last(step => score >= step.From).Kind;

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        var (low, high) = (values.Min(), values.Max());
        var edge = 0.04 * Math.Max(high - low, 1e-9);
        return (low - edge, high + edge);
    }
}
