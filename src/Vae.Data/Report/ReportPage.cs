using System.Xml.Linq;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>The page: its parts in the order in which a person asks.</summary>
internal static class ReportPage
{
    /// <summary>Nothing is loaded and nothing runs, whatever stands in the data.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    public static XElement Of(VaeModel model, string name, ReportData data) => Markup.Of(
        "html", new XAttribute("lang", "en"),
        Markup.Of(
            "head",
            Markup.Of("meta", new XAttribute("charset", "utf-8")),
            Markup.Of("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", Policy)),
            Markup.Of("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            Markup.Of("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
            Markup.Of("link", new XAttribute("rel", "icon"), new XAttribute("href", "data:,")),
            Markup.Of("title", $"Anomaly report: {name}"),
            Markup.Of("style", Style())),
        Markup.Of(
            "body",
            HeadPart.Of(model, name, data),
            Markup.Of(
                "main",
                ScorePart.Of(model.Threshold, data),
                MapPart.Of(data.Map),
                PromisePart.Of(model, data),
                WorstPart.Of(data),
                DetectionPart.Of(data),
                ColumnPart.Sensitivity(data.Sensitivity),
                ColumnPart.Gaps(data),
                TrainingPart.Of(model.Info.History),
                FilePart.Of(model)),
            Markup.Of(
                "footer",
                $"Written by Vae.MLNet {typeof(VaeModel).Assembly.GetName().Version?.ToString(3)}. Scores are deterministic; so is this page.")));

    private static string Style()
    {
        using var style = typeof(ReportPage).Assembly.GetManifestResourceStream("Vae.Data.Report.css")!;
        using var reader = new StreamReader(style);
        return reader.ReadToEnd();
    }
}
