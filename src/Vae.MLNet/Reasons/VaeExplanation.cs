namespace Vae.MLNet;

/// <summary>Why a row has its score: the columns with the largest shares. They are symptoms: what looks out of line, not what caused it.</summary>
public sealed record VaeExplanation
{
    /// <summary>Columns with a smaller share are not named in words: 0.1.</summary>
    public const double SmallestShare = 0.1;

    /// <summary>The row's score; NaN where every feature is missing.</summary>
    public required float Score { get; init; }

    /// <summary>Whether the row is labelled an anomaly, by the model's threshold.</summary>
    public required bool IsAnomaly { get; init; }

    /// <summary>The columns with the largest shares, largest first; none of a row without any value.</summary>
    public required IReadOnlyList<VaeReason> Reasons { get; init; }

    /// <summary>
    /// The reasons in words, those with a share of at least <see cref="SmallestShare"/>: <c>Amount 9,200 (expected 120 to 180): 71 %; Country
    /// "ZZ" (never seen): 18 %</c>. Empty for a row that is no anomaly.
    /// </summary>
    public override string ToString()
    {
        var named = Reasons.Where(reason => reason.Share >= SmallestShare).ToArray();
        return !IsAnomaly ? ""
            : float.IsNaN(Score) ? "No value is known: the row cannot be judged"
            : named.Length == 0 ? "Spread over many columns, none of which stands out"
            : string.Join("; ", named.Select(reason => reason.ToString()));
    }
}
