using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// How well members do on some of the rows held out from each, at the posterior mean: measured one after the other, so that a member's numbers do not
/// hang on who else is measured. Owns its copy of the rows.
/// </summary>
internal sealed class Validation : IDisposable
{
    /// <summary>Held-out rows per member.</summary>
    private const int MostRows = 256;

    private readonly IEnsemble _ensemble;
    private readonly LearningPlan _plan;
    private readonly Tensor[] _inputs;                                                  // [members] of [rows, inputs], as each member sees them

    /// <param name="task">What is learnt from what.</param>
    /// <param name="plan">How.</param>
    /// <param name="ensemble">The members that are measured.</param>
    /// <param name="first">The number of the first of them in the task, from 0.</param>
    public Validation(LearningTask task, LearningPlan plan, IEnsemble ensemble, int first)
    {
        (_ensemble, _plan) = (ensemble, plan);
        var count = Math.Min(MostRows, task.Folds.HeldOut.Min(fold => fold.Length));
        using var scope = NewDisposeScope();
        _inputs =
        [
            .. Enumerable.Range(first, ensemble.Members).Select(member =>
            {
                var rows = tensor(task.Folds.HeldOut[member].Take(count).ToArray(), device: task.Inputs.device);
                return task.View.Apply(task.Inputs.index_select(0, rows), member).DetachFromDisposeScope();
            }),
        ];
    }

    /// <summary>Mean error and mean KL divergence [members] of each.</summary>
    public (double Error, double Kl)[] Measure()
    {
        using var none = no_grad();
        return [.. _inputs.Select(Measure)];
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_inputs, inputs => inputs.Dispose());

    private (double Error, double Kl) Measure(Tensor inputs, int member)
    {
        using var scope = NewDisposeScope();
        var (mean, logVariance) = _ensemble.EncodeMember(inputs, member);
        var error = _plan.Likelihood.Errors(inputs, _ensemble.DecodeMember(mean, member)).mean();
        return (error.ToDouble(), _plan.IsVariational ? Posterior.KlDivergence(mean, logVariance).mean().ToDouble() : 0);
    }
}
