using System.Globalization;
using System.Text;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>One row of a table, or one image, and why it has its score.</summary>
public sealed record ExplainedRow
{
    /// <summary>From here on down a share is said as one row in so many.</summary>
    private const float Common = 0.1f;

    /// <summary>The place among the data rows, or of an image in the folder or file, from 1.</summary>
    public required long Row { get; init; }

    /// <summary>The image's name; null for a row of a table.</summary>
    public string? File { get; init; }

    /// <summary>The score; NaN where every feature is missing, and of an image that could not be read.</summary>
    public required float Score { get; init; }

    /// <summary>The share of normal rows at least as odd; NaN where the score is.</summary>
    public required float PValue { get; init; }

    /// <summary>True where the model says anomaly.</summary>
    public required bool PredictedLabel { get; init; }

    /// <summary>The columns that are out of line; null for an image.</summary>
    public VaeExplanation? Explanation { get; init; }

    /// <summary>What would make it normal; null for an image.</summary>
    public VaeCounterfactual? Counterfactual { get; init; }

    /// <summary>
    /// Where it is oddest; null for a row of a table, for an image that could not be read, and for one that is nowhere odder than twice normal
    /// variation.
    /// </summary>
    public VaeHotRegion? Hottest { get; init; }

    /// <summary>The image with its heatmap, for pictures; null for a row of a table, and for an image that could not be read.</summary>
    public VaeScoredImage? Image { get; init; }

    /// <summary>What became of the image on reading; null for a row of a table.</summary>
    public VaeImageStatus? Status { get; init; }

    /// <summary>The remark on reading; empty where there is none.</summary>
    public string Remark { get; init; } = "";

    /// <summary>The reasons in one line: the columns that are out of line, or the hottest part. Empty for a normal row of a table.</summary>
    public string Reasons => Explanation?.ToString() ?? (Image is null ? ""
        : Hottest is null ? "no part is odder than twice normal variation" : $"oddest at {Hottest.Describe(Image.Shape)}");

    /// <summary>All of it for a person to read, in some lines.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Row {Row}{(File is null ? "" : $", {File}")}: ");
        if (Status is { } status && Image is null)
        {
            return text.Append(CultureInfo.InvariantCulture, $"could not be read ({status}): {Remark}").ToString();
        }

        text.Append(
            float.IsNaN(Score) ? "cannot be judged, as no value is known"
            : string.Create(CultureInfo.InvariantCulture, $"score {Score:0.0;-0.0;0.0}, {(PredictedLabel ? "anomaly" : "normal")}, {Rarity}"));
        foreach (var reason in Explanation is { IsAnomaly: true } explanation ? Named(explanation) : Reasons is { Length: > 0 } place ? [place] : [])
        {
            text.AppendLine().Append("  ").Append(reason);
        }

        if (Counterfactual is { Changes.Count: > 0 } counterfactual)
        {
            text.AppendLine().Append("  ").Append(counterfactual);
        }

        return text.ToString();
    }

    private string Rarity => PValue > Common
        ? string.Create(CultureInfo.InvariantCulture, $"{PValue * 100:0} % of normal rows are as odd")
        : string.Create(CultureInfo.InvariantCulture, $"one normal row in {1 / PValue:N0} is as odd");

    private static IEnumerable<string> Named(VaeExplanation explanation)
    {
        string[] named =
            [.. explanation.Reasons.Where(reason => reason.Share >= VaeExplanation.SmallestShare).Select(reason => reason.ToString())];
        return named.Length > 0 ? named : float.IsNaN(explanation.Score) ? [] : [explanation.ToString()];
    }
}
