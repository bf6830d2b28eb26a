using System.Text.Json.Serialization;

namespace Vae.Service.Answers;

/// <summary>What is said of a row.</summary>
public sealed record RowAnswer
{
    /// <summary>The row's place in the table, from 1.</summary>
    public long Row { get; init; } = 1;

    /// <summary>Higher is more anomalous; null where the row cannot be judged.</summary>
    public float? Score { get; init; }

    /// <summary>The share of normal rows at least as odd; null where the row cannot be judged.</summary>
    public float? PValue { get; init; }

    /// <summary>True for an anomaly, and for a row without any value; null where the row could not be read.</summary>
    public bool? PredictedLabel { get; init; }

    /// <summary>What became of the row: <c>Read</c>, <c>NoValue</c>, or why it could not be read.</summary>
    public string Status { get; init; } = RowStatuses.Read;

    /// <summary>Why there is no score, in words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusReason { get; init; }

    /// <summary>What the row is known by: the columns that training left out because they name rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Keys { get; init; }

    /// <summary>The columns that are out of line, the largest share first; of explained rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReasonAnswer>? Reasons { get; init; }

    /// <summary>What would make the row normal, in words; where the worst rows are explained.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Counterfactual { get; init; }
}
