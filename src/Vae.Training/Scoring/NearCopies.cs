using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// Finds out whether training rows come in groups of near-copies that nobody declared: then some of a held-out row's group trained, the row looks too
/// ordinary, and the promise does not hold for rows of new groups.
/// </summary>
/// <remarks>
/// Rows are looked at along their strongest directions, each at variance 1, where light or size does not hide what copies have in common. Around
/// a point of a smooth density of dimension D the distances d₁ &lt; d₂ &lt; … to independent neighbours obey (d₁ / d_m)^D ~ Beta(1, m − 1), so the
/// median of ln(d_m / d₁) is −ln(1 − 2^(−1/(m − 1))) / D; D is read off farther neighbours, ln 2 / median ln(d_2m / d_m), as Levina and Bickel (2005)
/// do by the mean. Near-copies make the first far larger than the second says. Identical rows, normal in discrete tables, are passed over.
/// </remarks>
internal static class NearCopies
{
    /// <summary>Directions that are looked along, and rows per direction at least.</summary>
    private const int Directions = 20, RowsPerDirection = 8;

    /// <summary>The neighbour m that the nearest is compared with: groups of up to some fifteen rows are found.</summary>
    private const int Neighbours = 20;

    /// <summary>Rows whose neighbours are looked for, and rows that the directions are measured on, at most.</summary>
    private const int MostQueries = 512, MostSampled = 1_024;

    /// <summary>Rows below which the medians say too little.</summary>
    private const int FewestRows = 64;

    /// <summary>
    /// From here on rows count as near-copies. Of 30 public tables and three classes of steel, one lies at 1.8 and the others below 1.5;
    /// photographs of tiles, six of each tile, at 3.
    /// </summary>
    private const double Suspicious = 2;

    /// <summary>Rows that are looked at, at most.</summary>
    private const int MostRows = 1 << 20;

    private const double SmallestSingularShare = 1e-3, SmallestDistance = 1e-6;

    private const long ChunkDistances = 1 << 22;

    /// <summary>A sentence where rows look like near-copies, else nothing. Draws nothing at random.</summary>
    /// <param name="inputs">Training rows as the networks take them [rows, inputs].</param>
    /// <param name="what">What messages call rows.</param>
    public static IEnumerable<string> Remarks(Tensor inputs, string what)
    {
        if (inputs.shape[0] < FewestRows)
        {
            return [];
        }

        var (found, chance) = Measure(inputs);
        return found < Suspicious * chance ? [] :
        [
            FormattableString.Invariant($"Training {what} seem to come in near-copies: the nearest of all others is typically ")
            + FormattableString.Invariant($"{Math.Exp(-found):0.00} times as far away as the {Neighbours}th, where {Math.Exp(-chance):0.00} would ")
            + $"be chance. If {what} belong together, such as those of one part, machine, customer or day, the promised false-alarm rate does not "
            + "hold for new ones. Say which belong together: --group COLUMN, for images --group folder, --group-pattern or --groups; in code "
            + "GroupColumn or Groups.",
        ];
    }

    /// <summary>The median of ln(d_m / d₁), and what it would be by chance.</summary>
    internal static (double Found, double Chance) Measure(Tensor inputs)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var rows = Whitened(inputs.narrow(0, 0, Math.Min(inputs.shape[0], MostRows)));  // [rows, directions]
        var neighbours = (int)Math.Max(4, Math.Min(Neighbours, rows.shape[0] / 8));
        var queries = Spread(rows, MostQueries);
        var nearest = RowParts.Compute(queries, ChunkDistances / rows.shape[0], part =>
        {
            var squares = NearestReference.SquaredDistances(part, rows);
            squares = squares.masked_fill(squares <= SmallestDistance * SmallestDistance * rows.shape[1], double.PositiveInfinity);
            return squares.topk(2 * neighbours, 1, largest: false).values;
        });
        var distances = 0.5 * nearest.log();                                            // [queries, neighbours], logarithms
        var far = distances.select(1, neighbours - 1);
        var dimension = Math.Log(2) / Math.Max(1e-9, Median(distances.select(1, (2 * neighbours) - 1) - far));
        return (Median(far - distances.select(1, 0)), -Math.Log(1 - Math.Pow(2, -1.0 / (neighbours - 1))) / dimension);
    }

    /// <summary>Rows along their strongest directions, each at variance 1 in double precision [rows, directions].</summary>
    private static Tensor Whitened(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        var sample = Spread(inputs, MostSampled).to(float64);
        var mean = sample.mean([0], keepdim: true);
        var centred = sample - mean;
        var wide = centred.shape[1] > centred.shape[0];
        var (squares, vectors) = linalg.eigh(wide ? centred.mm(centred.t()) : centred.t().mm(centred));  // rising
        var least = squares[-1] * (SmallestSingularShare * SmallestSingularShare);
        var most = Math.Min(Math.Min(Directions, squares.shape[0]), Math.Max(1, inputs.shape[0] / RowsPerDirection));
        var kept = (int)Math.Max(1, Math.Min(most, (squares > least).sum().ToInt64()));
        var strongest = squares.narrow(0, squares.shape[0] - kept, kept).clamp_min(double.Epsilon);
        vectors = vectors.narrow(1, vectors.shape[1] - kept, kept);
        var directions = wide ? centred.t().mm(vectors) / strongest.sqrt() : vectors;   // [inputs, directions]
        var scaled = directions * (sample.shape[0] / strongest).sqrt();
        return (inputs.mm(scaled.to(float32)).to(float64) - mean.mm(scaled)).MoveToOuterDisposeScope();
    }

    /// <summary>Rows spread evenly over all.</summary>
    private static Tensor Spread(Tensor rows, int most)
    {
        var step = Math.Max(1, (rows.shape[0] + most - 1) / most);
        return rows.index_select(0, arange(0, rows.shape[0], step, dtype: int64, device: rows.device));
    }

    private static double Median(Tensor values) => values.nan_to_num(0, 0, 0).median().ToDouble();
}
