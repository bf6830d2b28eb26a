using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// The correlation C of standardised rows, drawn towards the identity: it stays invertible where there are few rows for its entries.
/// </summary>
internal static class ShrunkenCorrelation
{
    /// <summary>C^(−1/2), which makes rows uncorrelated [size, size].</summary>
    /// <param name="standard">Standardised rows [rows, size].</param>
    /// <param name="shrinkage">Weight of the identity, 0 to 1.</param>
    /// <param name="smallestEigenvalue">Smaller eigenvalues of C count as this.</param>
    public static Tensor InverseRoot(Tensor standard, double shrinkage, double smallestEigenvalue)
    {
        using var scope = NewDisposeScope();
        var (rows, size) = (standard.shape[0], standard.shape[1]);
        var correlation = ((1 - shrinkage) * standard.t().mm(standard) / rows) + (shrinkage * eye(size, device: standard.device));
        var (values, vectors) = linalg.eigh(correlation.to(float64));
        return (vectors * values.clamp_min(smallestEigenvalue).rsqrt()).mm(vectors.t()).to(float32).MoveToOuterDisposeScope();
    }
}
