using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// One step of all members of an ensemble at once: loss, gradients, clipping, Adam. No member counts for another. Nothing in it waits for a value,
/// and nothing outlives the caller's dispose scope.
/// </summary>
internal sealed class TrainingStep(IEnsemble ensemble, LearningPlan plan) : IDisposable
{
    /// <summary>Share of the run over which the KL term is faded in, and after which contaminated rows are trimmed.</summary>
    private const double WarmUp = 0.2;

    /// <summary>
    /// The largest norm of the gradient of a whole ensemble whose members have norms alike: √members times that of one member. Each is clipped for
    /// itself, so that no member needs to know of another.
    /// </summary>
    private const double MaxGradientNorm = 5;

    private readonly double _maxMemberNorm = MaxGradientNorm / Math.Sqrt(plan.Members);

    /// <summary>What moves the weights.</summary>
    public FlatAdam Optimizer { get; } = new(ensemble.Parameters);

    /// <summary>Takes a step.</summary>
    /// <param name="inputs">The batch of each member [members, batch, inputs].</param>
    /// <param name="noise">What latents are sampled by, ε [members, batch, latent]; null for plain autoencoders.</param>
    /// <param name="step">Steps taken so far, from 0.</param>
    /// <returns>The loss, a single number, and the mean error and KL divergence of the batch, [members] each.</returns>
    public (Tensor Loss, Tensor Error, Tensor Kl) Run(Tensor inputs, Tensor? noise, int step)
    {
        var measured = Differentiate(inputs, noise, step);
        Optimizer.ClipGradients(_maxMemberNorm);
        Optimizer.Step(LearningRate.At(plan.LearningRate, step, plan.Steps));
        return measured;
    }

    /// <summary>The same up to the gradients, which the optimiser has then.</summary>
    public (Tensor Loss, Tensor Error, Tensor Kl) Differentiate(Tensor inputs, Tensor? noise, int step)
    {
        var (error, kl) = Measure(inputs, noise, trim: step >= WarmUp * plan.Steps);
        var weight = plan.KlWeight * Math.Min(1, (step + 1) / (WarmUp * plan.Steps));
        var loss = ((plan.Likelihood.Loss(error, ensemble.Inputs) + (weight * kl)) / ensemble.Inputs).sum();
        loss.backward();
        Optimizer.CollectGradients();
        return (loss, error, kl);
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    /// <summary>Mean error and mean KL divergence of a batch at sampled latents z = μ + σ·ε: [members] each.</summary>
    private (Tensor Error, Tensor Kl) Measure(Tensor inputs, Tensor? noise, bool trim)
    {
        var (mean, logVariance) = ensemble.Encode(inputs);
        var z = noise is null ? mean : mean + ((0.5 * logVariance).exp() * noise);      // [members, batch, latent]
        var errors = plan.Likelihood.Errors(inputs, ensemble.Decode(z)).mean([2]);      // [members, batch]
        if (trim && plan.TrimmedShare > 0)
        {
            // Declared contamination: the worst rows of the batch are taken for anomalies and teach nothing.
            var kept = Math.Max(1, (int)Math.Round(errors.shape[1] * (1 - plan.TrimmedShare)));
            errors = errors.topk(kept, 1, largest: false).values;
        }

        return (errors.mean([1]), plan.IsVariational ? Posterior.KlDivergence(mean, logVariance).mean([1]) : zeros_like(errors.mean([1])));
    }
}
