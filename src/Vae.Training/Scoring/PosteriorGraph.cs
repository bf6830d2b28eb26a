using Vae.Training.Graph;
using Vae.Training.Learning;

namespace Vae.Training.Scoring;

/// <summary>The posterior as graph: see <see cref="Posterior"/>.</summary>
internal static class PosteriorGraph
{
    /// <summary>Keeps log-variances in their range.</summary>
    public static string ClipLogVariance(this OnnxTape tape, string logVariance) =>
        tape.Clip(logVariance, Posterior.MinLogVariance, Posterior.MaxLogVariance);

    /// <summary>The KL divergence of a posterior to the prior in nats, of mean and log-variance [rows, latent]: [rows, 1].</summary>
    public static string KlDivergence(this OnnxTape tape, string mean, string logVariance, int latent)
    {
        var spread = tape.SumOfColumns(tape.Sub(tape.Exp(logVariance), logVariance));
        var twice = tape.Sub(tape.Add(tape.SquaredLength(mean), spread), tape.Scalar("latent", latent));
        return tape.Mul(twice, 0.5f);
    }
}
