using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// The correlation C of standardised rows, drawn towards the identity: it stays invertible where there are few rows for its entries.
/// </summary>
internal static class ShrunkenCorrelation
{
    /// <summary>The weight of the identity for rows of a size: wide data have fewer rows per entry and need more shrinking.</summary>
    public static double ShrinkageOf(long size) => size < 200 ? 0.1 : 0.5;

    /// <summary>The mean product of centred rows, shrunken [size, size].</summary>
    /// <param name="centred">Rows around 0 [rows, size].</param>
    /// <param name="shrinkage">Weight of the identity, 0 to 1.</param>
    public static Tensor Of(Tensor centred, double shrinkage)
    {
        using var scope = NewDisposeScope();
        var (rows, size) = (centred.shape[0], centred.shape[1]);
        var identity = eye(size, dtype: centred.dtype, device: centred.device);
        return (((1 - shrinkage) * centred.t().mm(centred) / rows) + (shrinkage * identity)).MoveToOuterDisposeScope();
    }

    /// <summary>C^(−1/2), which makes rows uncorrelated [size, size].</summary>
    /// <param name="standard">Standardised rows [rows, size].</param>
    /// <param name="shrinkage">Weight of the identity, 0 to 1.</param>
    /// <param name="smallestEigenvalue">Smaller eigenvalues of C count as this.</param>
    public static Tensor InverseRoot(Tensor standard, double shrinkage, double smallestEigenvalue)
    {
        using var scope = NewDisposeScope();
        var (values, vectors) = linalg.eigh(Of(standard, shrinkage).to(float64));
        return (vectors * values.clamp_min(smallestEigenvalue).rsqrt()).mm(vectors.t()).to(float32).MoveToOuterDisposeScope();
    }
}
