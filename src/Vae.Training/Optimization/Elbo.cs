using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Optimization;

/// <summary>
/// The evidence lower bound with a Gaussian likelihood whose one variance is shared by all features and always at its optimum, the mean squared error itself
/// (σ-VAE, Rybkin, Daniilidis and Levine 2021): −ELBO = D/2 · (ln 2πσ² + 1) + KL, σ² = mse.
/// </summary>
internal static class Elbo
{
    /// <summary>Keeps the logarithm away from 0 when a network reproduces its input exactly.</summary>
    private const double SmallestVariance = 1e-4;

    /// <summary>The part of the negative log-likelihood that depends on the network, D/2 · ln σ², from mean squared errors [members]: [members], in nats.</summary>
    public static Tensor Reconstruction(Tensor meanSquaredError, int features) => 0.5 * features * (meanSquaredError + SmallestVariance).log();

    /// <summary>The ELBO in nats per row from a mean squared error and a mean KL divergence.</summary>
    public static double Value(double meanSquaredError, double klDivergence, int features) =>
        -((0.5 * features * (Math.Log(2 * Math.PI * (meanSquaredError + SmallestVariance)) + 1)) + klDivergence);
}
