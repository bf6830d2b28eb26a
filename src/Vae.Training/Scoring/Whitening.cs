using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// What held-out residuals of normal rows look like: their mean, their spread per input, and the map that makes them uncorrelated. Each member has
/// its own, measured without its fold, so that the fold can calibrate it.
/// </summary>
internal sealed class Whitening
{
    /// <summary>Smallest variance of a residual, in scaled units: an input that is always reconstructed exactly must not divide by 0.</summary>
    private const double SmallestVariance = 1e-3;

    private const double SmallestEigenvalue = 1e-4;

    private Whitening(Tensor bias, Tensor spread, Tensor matrix)
    {
        Bias = bias;
        Spread = spread;
        Matrix = matrix;
    }

    /// <summary>Mean held-out residual [members, 1, inputs]. Not 0: decoding at the posterior mean is biased.</summary>
    public Tensor Bias { get; }

    /// <summary>Standard deviation of the held-out residuals [members, 1, inputs].</summary>
    public Tensor Spread { get; }

    /// <summary>C^(−1/2), C being the shrunken correlation of the held-out residuals [members, features, inputs].</summary>
    public Tensor Matrix { get; }

    /// <summary>Measures held-out residuals.</summary>
    /// <param name="residuals">The residual of each training row under the member that never saw it [rows, inputs].</param>
    /// <param name="rows">The rows that count for each member: normal ones outside its fold [members][rows].</param>
    /// <param name="least">The smallest spread of each input that there can be [inputs]; null for none.</param>
    public static Whitening Fit(Tensor residuals, IReadOnlyList<Tensor> rows, float[]? least = null)
    {
        using var scope = NewDisposeScope();
        var smallest = tensor(least ?? new float[residuals.shape[1]], device: residuals.device).unsqueeze(0);  // [1, inputs]
        var members = rows.Select(own => Measure(residuals.index_select(0, own), smallest)).ToArray();
        return new(
            stack(members.Select(member => member.Bias).ToArray()).MoveToOuterDisposeScope(),
            stack(members.Select(member => member.Spread).ToArray()).MoveToOuterDisposeScope(),
            stack(members.Select(member => member.Matrix).ToArray()).MoveToOuterDisposeScope());
    }

    /// <summary>Residuals in units of their spread, centred: [members, rows, inputs].</summary>
    public Tensor Standardise(Tensor residuals) => (residuals - Bias) / Spread;

    /// <summary>Standardised residuals made uncorrelated: [members, rows, inputs].</summary>
    public Tensor Whiten(Tensor standardised) => standardised.matmul(Matrix);

    private static (Tensor Bias, Tensor Spread, Tensor Matrix) Measure(Tensor residuals, Tensor least)
    {
        var bias = residuals.mean([0], keepdim: true);
        var spread = maximum((residuals - bias).square().mean([0], keepdim: true).clamp_min(SmallestVariance).sqrt(), least);
        var standard = (residuals - bias) / spread;                                     // [rows, inputs]
        var shrinkage = ShrunkenCorrelation.ShrinkageOf(residuals.shape[1]);
        return (bias, spread, ShrunkenCorrelation.InverseRoot(standard, shrinkage, SmallestEigenvalue));
    }
}
