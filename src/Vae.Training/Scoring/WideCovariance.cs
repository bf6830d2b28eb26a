using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// The covariance of wide rows, drawn towards a multiple of the identity by as much as their number asks for (Ledoit and Wolf 2004), along its
/// largest directions; across them its mean value (Tipping and Bishop 1999). It is found in the products of rows, so that its cost grows with the
/// inputs and not with their square.
/// </summary>
internal sealed class WideCovariance
{
    /// <summary>Rows that are looked at, evenly spread, at most: taking their products apart takes half a second.</summary>
    private const int MostRows = 1_024;

    /// <summary>Directions whose part of the largest value is smaller are rounding.</summary>
    private const double SmallestPart = 1e-7;

    /// <summary>Smaller values count as this, in units of the rows' variance of about 1.</summary>
    private const double SmallestValue = 1e-4;

    private WideCovariance(Tensor directions, Tensor values, double rest, double shrinkage) =>
        (Directions, Values, Rest, Shrinkage) = (directions, values, rest, shrinkage);

    /// <summary>Orthonormal directions [inputs, rank], double precision.</summary>
    public Tensor Directions { get; }

    /// <summary>The shrunken variance along each [rank].</summary>
    public Tensor Values { get; }

    /// <summary>The shrunken variance across them.</summary>
    public double Rest { get; }

    /// <summary>The weight of the identity, 0 to 1.</summary>
    public double Shrinkage { get; }

    /// <summary>Measures rows around 0 [rows, inputs]; the result belongs to the dispose scope of the caller.</summary>
    /// <param name="centred">Rows around 0 [rows, inputs].</param>
    /// <param name="most">Directions at most.</param>
    public static WideCovariance Of(Tensor centred, int most)
    {
        using var scope = NewDisposeScope();
        var step = Math.Max(1, (centred.shape[0] + MostRows - 1) / MostRows);
        var sample = centred.index_select(0, arange(0, centred.shape[0], step, dtype: int64, device: centred.device)).to(float64);
        var (rows, inputs) = (sample.shape[0], sample.shape[1]);
        var products = sample.mm(sample.t());                                           // [rows, rows]
        var (squares, vectors) = linalg.eigh(products);                                 // rising
        var trace = squares.sum().ToDouble() / rows;
        var mean = trace / inputs;
        var shrinkage = ShrinkageOf(products, inputs);
        var kept = (int)Math.Clamp(squares.gt(squares[-1] * SmallestPart).sum().ToInt64(), 1, Math.Min(most, Math.Min(rows, inputs)));
        var largest = squares.narrow(0, rows - kept, kept).clamp_min(double.Epsilon);
        var directions = sample.t().mm(vectors.narrow(1, rows - kept, kept)) / largest.sqrt();  // [inputs, rank]
        var rest = inputs > kept ? Math.Max(0, trace - (largest.sum().ToDouble() / rows)) / (inputs - kept) : 0;
        return new(
            directions.MoveToOuterDisposeScope(),
            (((1 - shrinkage) * largest / rows) + (shrinkage * mean)).clamp_min(SmallestValue).MoveToOuterDisposeScope(),
            Math.Max(SmallestValue, ((1 - shrinkage) * rest) + (shrinkage * mean)), shrinkage);
    }

    /// <summary>C^(−1/2), which makes rows uncorrelated; in the dispose scope of the caller.</summary>
    /// <param name="before">What each number is multiplied by first [inputs]; null for 1.</param>
    public LowRankMap InverseRoot(Tensor? before = null)
    {
        var own = 1 / Math.Sqrt(Rest);
        return new((float)own, Directions.to(float32), (Values.rsqrt() - own).to(float32)) { Before = before };
    }

    /// <summary>The inverse P, column j divided by the root of its own entry Pⱼⱼ, for rows around a centre.</summary>
    /// <param name="centre">What rows have on average [1, inputs], double precision.</param>
    public LowRankMap LeaveOneOut(Tensor centre)
    {
        var own = 1 / Rest;
        var gains = Values.reciprocal() - own;
        var after = (own + Directions.square().mv(gains)).clamp_min(double.Epsilon).rsqrt();  // [inputs]
        var mapped = (own * centre) + (centre.mm(Directions) * gains).mm(Directions.t());
        return new((float)own, Directions.to(float32), gains.to(float32))
        {
            After = after.to(float32), Bias = (-mapped[0] * after).to(float32),
        };
    }

    /// <summary>b² / d² of Ledoit and Wolf, from the products of all pairs of rows [rows, rows].</summary>
    private static double ShrinkageOf(Tensor products, long inputs)
    {
        var rows = products.shape[0];
        var mean = products.diagonal().sum().ToDouble() / rows / inputs;
        var square = products.square().sum().ToDouble() / ((double)rows * rows) / inputs;     // ‖S‖² / inputs
        var spread = Math.Max(0, square - (mean * mean));
        var noise = ((products.diagonal().square().sum().ToDouble() / rows / inputs) - square) / rows;
        return spread <= 0 ? 1 : Math.Clamp(noise / spread, 0, 1);
    }
}
