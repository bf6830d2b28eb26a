using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>What a step measured on its batch, of no dispose scope: those are of a thread, and a member's steps are taken by any.</summary>
internal sealed class Learnt : IDisposable
{
    private readonly Tensor _loss;
    private readonly Tensor _error;
    private readonly Tensor _kl;

    /// <param name="measured">The loss, a single number, and the mean error and KL divergence of each member [members].</param>
    public Learnt((Tensor Loss, Tensor Error, Tensor Kl) measured)
    {
        _loss = measured.Loss.detach().DetachFromDisposeScope();
        _error = measured.Error.detach().DetachFromDisposeScope();
        _kl = measured.Kl.detach().DetachFromDisposeScope();
    }

    /// <summary>Whether the loss is a number.</summary>
    public bool IsFinite => double.IsFinite(_loss.ToDouble());

    /// <summary>Mean error and mean KL divergence of each member.</summary>
    public IEnumerable<(double Error, double Kl)> Members => Values(_error).Zip(Values(_kl));

    /// <inheritdoc/>
    public void Dispose()
    {
        _loss.Dispose();
        _error.Dispose();
        _kl.Dispose();
    }

    private static double[] Values(Tensor members)
    {
        using var scope = NewDisposeScope();
        return members.to(float64).cpu().data<double>().ToArray();
    }
}
