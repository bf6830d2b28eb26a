using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// A Gaussian whose one variance is shared by all inputs and always at its optimum, the mean squared error itself (σ-VAE, Rybkin, Daniilidis and
/// Levine 2021): ln p = −D/2 · (ln 2πσ² + 1), σ² = mse.
/// </summary>
internal sealed class GaussianLikelihood : ILikelihood
{
    /// <summary>Keeps the logarithm away from 0 when a network reproduces its input exactly.</summary>
    private const double SmallestVariance = 1e-4;

    /// <inheritdoc/>
    public Tensor Errors(Tensor inputs, Tensor expected) => (inputs - expected).square();

    /// <summary>D/2 · ln σ².</summary>
    public Tensor Loss(Tensor meanErrors, int inputs) => 0.5 * inputs * (meanErrors + SmallestVariance).log();

    /// <inheritdoc/>
    public double LogLikelihood(double meanError, int inputs) => -(0.5 * inputs * (Math.Log(2 * Math.PI * (meanError + SmallestVariance)) + 1));
}
