using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>An explained row as JSON; its property names are a promise to scripts. What is not a finite number is left out.</summary>
internal sealed record ExplainedRowJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // a file for programs and people, not a page
    };

    /// <summary>From here on single precision keeps only every other whole number, and its shortest digits are others than a double's.</summary>
    private const double LargestExactSingle = 1 << 24;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public required long Row { get; init; }

    public string? File { get; init; }

    public float? Score { get; init; }

    public float? PValue { get; init; }

    public required bool PredictedLabel { get; init; }

    public string? Explanation { get; init; }

    public IReadOnlyList<ReasonJson>? Reasons { get; init; }

    public CounterfactualJson? Counterfactual { get; init; }

    public HotRegionJson? Hottest { get; init; }

    public string? Status { get; init; }

    public string? Remark { get; init; }

    public static ExplainedRowJson Of(ExplainedRow row) => new()
    {
        Row = row.Row,
        File = row.File,
        Score = Finite(row.Score),
        PValue = Finite(row.PValue),
        PredictedLabel = row.PredictedLabel,
        Explanation = row.Reasons is { Length: > 0 } words ? words : null,
        Reasons = row.Explanation is { } explanation ? [.. explanation.Reasons.Select(ReasonJson.Of)] : null,
        Counterfactual = row.Counterfactual is { } counterfactual ? CounterfactualJson.Of(counterfactual) : null,
        Hottest = row.Hottest is { } region ? HotRegionJson.Of(region, row.Image!.Shape) : null,
        Status = row.Status?.ToString(),
        Remark = row.Remark is { Length: > 0 } remark ? remark : null,
    };

    private static float? Finite(float value) => float.IsFinite(value) ? value : null;

    /// <summary>What single precision holds is written with its digits: 91.1, not 91.0999984741211.</summary>
    private static double? Finite(double value) =>
        !double.IsFinite(value) ? null
        : (float)value == value && Math.Abs(value) < LargestExactSingle ? double.Parse(((float)value).ToString(Invariant), Invariant)
        : value;

    internal sealed record ReasonJson(
        string Column, string Kind, double Share, double? Value, string? Category, double? Expected, double? ExpectedLow, double? ExpectedHigh,
        string? ExpectedCategory)
    {
        public static ReasonJson Of(VaeReason reason) => new(
            reason.Column, reason.Kind.ToString(), reason.Share, Finite(reason.Value), reason.Category, Finite(reason.Expected),
            Finite(reason.ExpectedLow), Finite(reason.ExpectedHigh), reason.ExpectedCategory);
    }

    /// <summary>As in <c>regions.csv</c>, with the words for where it is.</summary>
    internal sealed record HotRegionJson(int Left, int Top, int Width, int Height, float Heat, string Part)
    {
        public static HotRegionJson Of(VaeHotRegion region, VaeImageShape shape) =>
            new(region.Left, region.Top, region.Width, region.Height, region.Heat, region.PartOf(shape));
    }

    internal sealed record CounterfactualJson(bool IsNormal, float? NewScore, string Words, IReadOnlyList<ChangeJson> Changes)
    {
        public static CounterfactualJson Of(VaeCounterfactual counterfactual) => new(
            counterfactual.IsNormal, Finite(counterfactual.NewScore), counterfactual.ToString(), [.. counterfactual.Changes.Select(ChangeJson.Of)]);
    }

    internal sealed record ChangeJson(string Column, double? From, double? To, string? FromCategory, string? ToCategory)
    {
        public static ChangeJson Of(VaeChange change) =>
            new(change.Column, Finite(change.From), Finite(change.To), change.FromCategory, change.ToCategory);
    }
}
