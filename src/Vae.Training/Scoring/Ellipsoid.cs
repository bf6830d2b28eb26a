using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// How far vectors lie outside the cloud of normal ones: the mean square of the standardised, whitened vector. The correlation is shrunk towards the
/// identity; of long vectors only its strongest directions are kept apart, and all others share one variance.
/// </summary>
internal sealed class Ellipsoid
{
    /// <summary>Vectors longer than this get <see cref="Directions"/> directions of their own.</summary>
    private const int LongestWhole = 400;

    private const int Directions = 64;

    /// <summary>Rows that the directions of long vectors are measured on.</summary>
    private const int MostRows = 1_024;

    private const double SmallestEigenvalue = 1e-4, SmallestVariance = 1e-6;

    private Ellipsoid(Tensor mean, Tensor spread, Tensor vectors, Tensor weights, float rest) =>
        (Mean, Spread, Vectors, Weights, Rest) = (mean, spread, vectors, weights, rest);

    /// <summary>The centre [size].</summary>
    public Tensor Mean { get; }

    /// <summary>The unit of each element [size].</summary>
    public Tensor Spread { get; }

    /// <summary>The directions [size, directions].</summary>
    public Tensor Vectors { get; }

    /// <summary>What a square along each direction counts, beyond <see cref="Rest"/> [directions].</summary>
    public Tensor Weights { get; }

    /// <summary>What a square counts in any direction; 0 where every direction is kept.</summary>
    public float Rest { get; }

    /// <summary>Measures normal vectors [rows, size].</summary>
    /// <param name="normal">[rows, size].</param>
    /// <param name="shrinkage">Weight of the identity in the correlation.</param>
    /// <param name="floor">Least variance of an element, as a share of the mean variance, added to its own.</param>
    public static Ellipsoid Fit(Tensor normal, double shrinkage, double floor)
    {
        using var scope = NewDisposeScope();
        var mean = normal.mean([0]);
        var variance = (normal - mean).square().mean([0]);
        var spread = (variance + (floor * variance.mean()) + SmallestVariance).sqrt();
        var (vectors, weights, rest) = normal.shape[1] <= LongestWhole
            ? Whole((normal - mean) / spread, shrinkage)
            : Strongest((Sample(normal) - mean) / spread, shrinkage);
        return new(
            mean.MoveToOuterDisposeScope(), spread.MoveToOuterDisposeScope(),
            vectors.to(float32).MoveToOuterDisposeScope(), weights.to(float32).MoveToOuterDisposeScope(), (float)rest);
    }

    /// <summary>The cloud of wide rows [rows, size] in the unit that their elements share, shrunken by as much as the rows ask for.</summary>
    /// <param name="normal">[rows, size].</param>
    /// <param name="most">Directions of their own at most.</param>
    public static Ellipsoid FitWide(Tensor normal, int most)
    {
        using var scope = NewDisposeScope();
        var mean = normal.mean([0]);
        var covariance = WideCovariance.Of(normal - mean, most);
        return new(
            mean.MoveToOuterDisposeScope(), ones_like(mean).MoveToOuterDisposeScope(), covariance.Directions.to(float32).MoveToOuterDisposeScope(),
            (covariance.Values.reciprocal() - (1 / covariance.Rest)).to(float32).MoveToOuterDisposeScope(), (float)(1 / covariance.Rest));
    }

    /// <summary>[rows, size] → mean squares [rows].</summary>
    public Tensor MeanSquares(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var standard = (rows - Mean) / Spread;                                          // [rows, size]
        var along = (standard.mm(Vectors).square() * Weights).sum(1);
        var squares = Rest == 0 ? along : along + (Rest * standard.square().sum(1));
        return (squares / rows.shape[1]).clamp_min(0).MoveToOuterDisposeScope();
    }

    private static (Tensor Vectors, Tensor Weights, double Others) Whole(Tensor standard, double shrinkage)
    {
        var correlation = standard.t().mm(standard).to(float64) / standard.shape[0];
        var identity = eye(standard.shape[1], dtype: float64, device: standard.device);
        var (values, vectors) = linalg.eigh(((1 - shrinkage) * correlation) + (shrinkage * identity));
        return (vectors, 1 / values.clamp_min(SmallestEigenvalue), 0);
    }

    /// <summary>The directions by the products of the rows with each other, which are far fewer than the elements.</summary>
    private static (Tensor Vectors, Tensor Weights, double Others) Strongest(Tensor standard, double shrinkage)
    {
        var rows = standard.shape[0];
        var products = standard.mm(standard.t()).to(float64) / rows;                     // [rows, rows]
        var (values, combinations) = linalg.eigh(products);
        var kept = (int)Math.Min(Directions, rows - 1);
        var strongest = values.narrow(0, rows - kept, kept).clamp_min(SmallestEigenvalue);
        var vectors = standard.to(float64).t().mm(combinations.narrow(1, rows - kept, kept)) / (strongest * rows).sqrt();
        var rest = ((1 - shrinkage) * Math.Max(0, (values.sum() - strongest.sum()).ToDouble()) / (standard.shape[1] - kept)) + shrinkage;
        return (vectors, (1 / (((1 - shrinkage) * strongest) + shrinkage)) - (1 / rest), 1 / rest);
    }

    /// <summary>Rows spread evenly over all.</summary>
    private static Tensor Sample(Tensor normal)
    {
        var step = Math.Max(1, (normal.shape[0] + MostRows - 1) / MostRows);
        return normal.index_select(0, arange(0, normal.shape[0], step, dtype: int64, device: normal.device));
    }
}
