namespace Vae.MLNet;

/// <summary>Which new rows are drawn.</summary>
public sealed record VaeGenerationOptions
{
    /// <summary>Seed of all that is drawn. Default 1. Same seed and options, same rows; the first rows of many are those of few.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Rows to resemble, as for <see cref="VaeModel.Score(ReadOnlySpan{double}, CancellationToken)"/>. New rows come from their posteriors under the
    /// first member, in turn. Default none: from everywhere.
    /// </summary>
    public ReadOnlyMemory<double> Like { get; init; }

    /// <summary>
    /// What the rows of a table must hold: <c>Column=Value</c> with a category or a number, of numbers also <c>Column=LOW..HIGH</c>, and
    /// <c>Column=</c> for a missing value. All must hold. Default none.
    /// </summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>
    /// True to keep rows that the model itself flags as anomalies. Default false: such a row is drawn again. Decoded images are smoother than any
    /// photograph and mostly flagged: of them the quarter with the lowest scores is taken, of each batch.
    /// </summary>
    public bool KeepAnomalies { get; init; }

    /// <summary>Draws per row that is wanted, on average, before the call gives up; at least 1. Default 1,000.</summary>
    public int MostDraws { get; init; } = 1_000;

    internal void Validate(VaeModelInfo info)
    {
        ArgumentNullException.ThrowIfNull(Where);
        Require(MostDraws >= 1, nameof(MostDraws), "be at least 1", MostDraws);
        Require(
            Like.Length % info.FeatureCount == 0, nameof(Like), FormattableString.Invariant($"hold whole rows of {info.FeatureCount} features"),
            FormattableString.Invariant($"{Like.Length} values"));
    }

    private static void Require(bool holds, string name, string rule, object found)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"Generation option '{name}' must {rule}; got {found}."), name);
        }
    }
}
