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

    public required long Row { get; init; }

    public string? File { get; init; }

    public float? Score { get; init; }

    public float? PValue { get; init; }

    public required bool PredictedLabel { get; init; }

    public string? Explanation { get; init; }

    public IReadOnlyList<ReasonJson>? Reasons { get; init; }

    public CounterfactualJson? Counterfactual { get; init; }

    public HottestPlace? Hottest { get; init; }

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
        Hottest = row.Hottest,
        Status = row.Status?.ToString(),
        Remark = row.Remark is { Length: > 0 } remark ? remark : null,
    };

    private static float? Finite(float value) => float.IsFinite(value) ? value : null;

    internal sealed record ReasonJson(
        string Column, string Kind, double Share, float? Value, string? Category, float? Expected, float? ExpectedLow, float? ExpectedHigh,
        string? ExpectedCategory)
    {
        public static ReasonJson Of(VaeReason reason) => new(
            reason.Column, reason.Kind.ToString(), reason.Share, Finite(reason.Value), reason.Category, Finite(reason.Expected),
            Finite(reason.ExpectedLow), Finite(reason.ExpectedHigh), reason.ExpectedCategory);
    }

    internal sealed record CounterfactualJson(bool IsNormal, float? NewScore, string Words, IReadOnlyList<ChangeJson> Changes)
    {
        public static CounterfactualJson Of(VaeCounterfactual counterfactual) => new(
            counterfactual.IsNormal, Finite(counterfactual.NewScore), counterfactual.ToString(), [.. counterfactual.Changes.Select(ChangeJson.Of)]);
    }

    internal sealed record ChangeJson(string Column, float? From, float? To, string? FromCategory, string? ToCategory)
    {
        public static ChangeJson Of(VaeChange change) =>
            new(change.Column, Finite(change.From), Finite(change.To), change.FromCategory, change.ToCategory);
    }
}
