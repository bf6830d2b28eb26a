using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>How well each member does on some of the rows held out from it, at the posterior mean. Owns its copy of the rows.</summary>
internal sealed class Validation : IDisposable
{
    /// <summary>Held-out rows per member.</summary>
    private const int MostRows = 256;

    private readonly IEnsemble _ensemble;
    private readonly LearningPlan _plan;
    private readonly Tensor _inputs;                                                    // [members, rows, inputs], as each member sees them

    public Validation(LearningTask task, LearningPlan plan)
    {
        (_ensemble, _plan) = (task.Ensemble, plan);
        var count = Math.Min(MostRows, task.Folds.HeldOut.Min(fold => fold.Length));
        var rows = tensor(task.Folds.HeldOut.SelectMany(fold => fold.Take(count)).ToArray(), device: task.Inputs.device);
        _inputs = task.View.Apply(task.Inputs.index_select(0, rows).view(_ensemble.Members, -1, _ensemble.Inputs)).DetachFromDisposeScope();
    }

    /// <summary>Mean error and mean KL divergence, [members] each.</summary>
    public (Tensor Error, Tensor Kl) Measure()
    {
        using var none = no_grad();
        var (mean, logVariance) = _ensemble.Encode(_inputs);
        var error = _plan.Likelihood.Errors(_inputs, _ensemble.Decode(mean)).mean([1, 2]);
        return (error, _plan.IsVariational ? Posterior.KlDivergence(mean, logVariance).mean([1]) : zeros_like(error));
    }

    /// <inheritdoc/>
    public void Dispose() => _inputs.Dispose();
}
