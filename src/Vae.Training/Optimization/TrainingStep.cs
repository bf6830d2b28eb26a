using TorchSharp;
using Vae.Training.Network;
using static TorchSharp.torch;

namespace Vae.Training.Optimization;

/// <summary>One step of all members at once: loss, gradients, clipping, Adam. Nothing in it waits for a value, and nothing outlives the caller's dispose scope.</summary>
internal sealed class TrainingStep(IEnsemble ensemble, VaeTrainingOptions options, Generator generator) : IDisposable
{
    /// <summary>Share of the run over which the KL term is faded in, and after which contaminated rows are trimmed.</summary>
    private const double WarmUp = 0.2;

    /// <summary>The largest norm of one member's gradient.</summary>
    private const double MaxGradientNorm = 5;

    private readonly FlatAdam _adam = new(ensemble.Parameters);

    /// <summary>Takes a step.</summary>
    /// <param name="x">The batch of each member [members, batch, features].</param>
    /// <param name="step">Steps taken so far, from 0.</param>
    /// <returns>The loss, a single number, and the mean squared error and KL divergence of the batch, [members] each.</returns>
    public (Tensor Loss, Tensor SquaredError, Tensor Kl) Run(Tensor x, int step)
    {
        var (squaredError, kl) = Loss(x, trim: step >= WarmUp * options.ResolvedSteps);
        var weight = options.KlWeight * Math.Min(1, (step + 1) / (WarmUp * options.ResolvedSteps));
        var loss = ((Elbo.Reconstruction(squaredError, ensemble.Features) + (weight * kl)) / ensemble.Features).sum();
        _adam.ZeroGradients();
        loss.backward();
        _adam.ClipGradients(MaxGradientNorm * Math.Sqrt(ensemble.Members));
        _adam.Step(LearningRate.At(options.LearningRate, step, options.ResolvedSteps));
        return (loss, squaredError, kl);
    }

    /// <inheritdoc/>
    public void Dispose() => _adam.Dispose();

    /// <summary>Mean squared error and mean KL divergence of a batch at sampled latents z = μ + σ·ε: [members] each.</summary>
    private (Tensor SquaredError, Tensor Kl) Loss(Tensor x, bool trim)
    {
        var (mean, logVariance) = ensemble.Encode(x);
        var z = mean + ((0.5 * logVariance).exp() * randn(mean.shape, device: x.device, generator: generator));  // [members, batch, latent]
        var errors = (x - ensemble.Decode(z)).square().mean([2]);                       // [members, batch]
        if (trim && options.Contamination > 0)
        {
            // Declared contamination: the worst rows of the batch are taken for anomalies and teach nothing.
            var kept = Math.Max(1, (int)Math.Round(errors.shape[1] * (1 - options.Contamination)));
            errors = errors.topk(kept, 1, largest: false).values;
        }

        return (errors.mean([1]), Posterior.KlDivergence(mean, logVariance).mean([1]));
    }
}
