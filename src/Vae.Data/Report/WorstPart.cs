using System.Globalization;
using System.Xml.Linq;
using Vae.MLNet;
using Vae.MLNet.Images;

namespace Vae.Data.Report;

/// <summary>The rows with the highest scores, each with its reasons; images with their heatmaps.</summary>
internal static class WorstPart
{
    public static XElement? Of(ReportData data) => data.Worst.Count == 0 ? null : Markup.Of(
        "section", Markup.Class("wide"), Markup.Of("h2", "The oddest"),
        Markup.Of(
            "p", Markup.Class("note"), $"The highest scores first{(data.WorstAnomalies is null ? "" : ", each beside its label")}. "
                + "Reasons are symptoms: what looks out of line, not what caused it."),
        Markup.Of("div", Markup.Class("worst"), data.Worst.Select((row, place) =>
        {
            var label = data.WorstAnomalies is { } anomalies ? anomalies[place] ? "anomaly" : "normal" : null;
            return row.Image is { } image ? OfImage(row, image, label) : OfRow(row, label);
        })));

    private static XElement OfRow(ExplainedRow row, string? label) => Markup.Of(
        "article", Head(row, FormattableString.Invariant($"Row {row.Row}"), label),
        Markup.Of(
            "ul", Markup.Class("reasons"),
            row.Explanation!.Reasons.Where(reason => reason.Share >= VaeExplanation.SmallestShare).Select(reason => Markup.Of(
                "li",
                Markup.Meter(reason.Share),
                reason.ToString()))),
        row.Explanation.Reasons.Any(reason => reason.Share >= VaeExplanation.SmallestShare)
            ? null
            : Markup.Of("p", "Spread over many columns, none of which stands out."),
        Markup.Of("p", Markup.Class("way"), Sentence(row.Counterfactual!.ToString())));

    private static XElement OfImage(ExplainedRow row, VaeScoredImage image, string? label) => Markup.Of(
        "article", Head(row, row.File!, label),
        Markup.Of(
            "div", Markup.Class("pair"), Picture(PixelPng.Of(image.Pixels, image.Shape), "the image"),
            Picture(PixelPng.OfHeat(image.Pixels, image.Shape, image.Heatmap), "the image under its heatmap")),
        Markup.Of("p", Sentence(row.Reasons)));

    private static XElement Head(ExplainedRow row, string name, string? label) => Markup.Of(
        "h3", Markup.Of("span", Markup.Class("name"), name), label is null ? null : Markup.Of("span", Markup.Class("label"), label),
        Markup.Of(
            "span", Markup.Class(row.PredictedLabel ? "score odd" : "score"), row.Score.ToString("0.0;-0.0;0.0", CultureInfo.InvariantCulture)));

    private static XElement Picture(byte[] png, string words) =>
        Markup.Of("img", new XAttribute("src", $"data:image/png;base64,{Convert.ToBase64String(png)}"), new XAttribute("alt", words));

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..] + ".";
}
