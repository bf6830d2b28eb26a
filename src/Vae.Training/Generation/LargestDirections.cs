using static TorchSharp.torch;

namespace Vae.Training.Generation;

/// <summary>The directions along which rows vary most: the first principal components.</summary>
internal static class LargestDirections
{
    /// <summary>Wider rows have too large a covariance to take apart; a few directions are then found by iteration.</summary>
    private const int FullWidth = 256;

    /// <summary>Directions beyond those that are wanted, which make the iteration converge, and its rounds.</summary>
    private const int Spare = 8, Rounds = 4;

    /// <summary>Squares that are a smaller share of the largest are rounding.</summary>
    private const double SmallestShare = 1e-15;

    /// <summary>Orthonormal directions, the largest last [count, size].</summary>
    /// <param name="centred">Rows around 0 [rows, size].</param>
    /// <param name="count">How many, at most size.</param>
    /// <param name="generator">Draws the first guess.</param>
    public static Tensor Of(Tensor centred, int count, Generator generator)
    {
        using var scope = NewDisposeScope();
        var rows = centred.to(float64);
        var size = (int)rows.shape[1];
        if (size <= FullWidth)
        {
            return Largest(rows, count).t().to(float32).contiguous().MoveToOuterDisposeScope();
        }

        // Subspace iteration (Halko, Martinsson and Tropp 2011).
        var basis = randn([size, count + Spare], dtype: float64, generator: generator);
        for (var round = 0; round < Rounds; round++)
        {
            basis = Orthonormal(rows.t().mm(rows.mm(basis)));
        }

        return basis.mm(Largest(rows.mm(basis), count)).t().to(float32).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The eigenvectors of the largest eigenvalues of the rows' covariance [size, count].</summary>
    private static Tensor Largest(Tensor rows, int count) =>
        linalg.eigh(rows.t().mm(rows) / rows.shape[0]).Item2.narrow(1, rows.shape[1] - count, count);

    /// <summary>Columns made orthonormal; what only rounding keeps apart, where there are fewer rows than columns, becomes 0.</summary>
    private static Tensor Orthonormal(Tensor columns)
    {
        var (values, vectors) = linalg.eigh(columns.t().mm(columns));
        var scale = values.clamp_min(1e-100).rsqrt();
        return columns.mm(vectors * where(values > values[-1] * SmallestShare, scale, zeros_like(scale)));
    }
}
