using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>The Gaussian posterior of a latent, given by its mean and its log-variance.</summary>
internal static class Posterior
{
    /// <summary>The range of the log-variance: beyond it, exp() says nothing more and gradients only harm.</summary>
    public const float MinLogVariance = -10, MaxLogVariance = 6;

    /// <summary>
    /// Analytic KL divergence to the standard normal prior in nats, ½ Σ (μ² + σ² − 1 − ln σ²): [members, rows, latent] → [members, rows].
    /// </summary>
    public static Tensor KlDivergence(Tensor mean, Tensor logVariance) => 0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum(-1);
}
