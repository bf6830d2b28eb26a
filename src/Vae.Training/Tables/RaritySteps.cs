using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// −log10 of the share of normal rows with novelties at least as rare, (1 + held-out rows) / (all + 1): a rising staircase. A row without a novelty
/// says nothing by it.
/// </summary>
internal sealed class RaritySteps
{
    /// <summary>Rarities are whole multiples of one part in so many: their sums are exact in single precision, in any order.</summary>
    public const int Parts = 1_024;

    /// <summary>The surprisal of a row without a novelty: less than that of any other evidence.</summary>
    public const float Nothing = -1e30f;

    /// <summary>A step is left out, at the cost of caution, until this many times as many rows stand above it as above the next.</summary>
    private const double Ratio = 1.1;

    private RaritySteps(float[] thresholds, double[] surprisals) => (Thresholds, Surprisals) = (thresholds, surprisals);

    /// <summary>Where the steps are, rising: half a part above rarities of held-out rows, the first of which is 0.</summary>
    public float[] Thresholds { get; }

    /// <summary>The surprisal of a rarity above each of them, rising.</summary>
    public double[] Surprisals { get; }

    /// <summary>Measures the rarities of held-out rows, each with what the row counts for.</summary>
    public static RaritySteps Fit(IReadOnlyCollection<WeightedScore> rarities)
    {
        var above = 0.0;
        var kept = new List<(double Rarity, double Above)>();
        foreach (var group in rarities.Append(new(0, 0)).GroupBy(rarity => rarity.Value).OrderByDescending(group => group.Key))
        {
            if (group.Key == 0 || kept.Count == 0 || above >= Ratio * kept[^1].Above)
            {
                kept.Add((group.Key, above));
            }

            above += group.Sum(rarity => rarity.Weight);
        }

        kept.Reverse();
        var all = Math.Round(rarities.Sum(rarity => rarity.Weight));
        return new(
            [.. kept.Select(step => (float)(step.Rarity + (0.5 / Parts)))],
            [.. kept.Select(step => -Math.Log10((1 + step.Above) / (all + 1)))]);
    }

    /// <summary>The same steps at other surprisals.</summary>
    public RaritySteps With(Func<double, double> surprisal) => new(Thresholds, [.. Surprisals.Select(surprisal)]);

    /// <summary>The surprisal of one rarity.</summary>
    public double At(double rarity)
    {
        var step = Array.FindLastIndex(Thresholds, threshold => rarity > threshold);
        return step < 0 ? Nothing : Surprisals[step];
    }

    /// <summary>The surprisals of rarities of any shape.</summary>
    public Tensor At(Tensor rarities)
    {
        using var scope = NewDisposeScope();
        var steps = bucketize(rarities, tensor(Thresholds, device: rarities.device));   // how many thresholds are below
        return tensor((float[])[Nothing, .. Surprisals.Select(value => (float)value)], device: rarities.device)[steps].MoveToOuterDisposeScope();
    }
}
