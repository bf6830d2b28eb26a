using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>The weights of an ensemble at its best so far, to come back to after an early stop. Owns its copy.</summary>
internal sealed class BestWeights(IEnsemble ensemble) : IDisposable
{
    private Tensor? _copy;                                                              // [weights], parameter after parameter

    /// <summary>Whether any have been kept.</summary>
    public bool Exist => _copy is not null;

    /// <summary>Takes the present weights for the best.</summary>
    public void Keep()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        Replace(cat(ensemble.Parameters.Select(parameter => parameter.detach().reshape(-1)).ToArray()));
    }

    /// <summary>Takes weights for the best that were the best of an earlier loop [weights].</summary>
    public void Keep(float[] weights)
    {
        using var scope = NewDisposeScope();
        Replace(tensor(weights, device: ensemble.Parameters[0].device));
    }

    /// <summary>The best weights [weights].</summary>
    /// <exception cref="InvalidOperationException">None have been kept.</exception>
    public float[] Take()
    {
        using var scope = NewDisposeScope();
        return Kept.cpu().data<float>().ToArray();
    }

    /// <summary>Gives the ensemble its best weights back.</summary>
    /// <exception cref="InvalidOperationException">None have been kept.</exception>
    public void Restore()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        long start = 0;
        foreach (var parameter in ensemble.Parameters)
        {
            parameter.copy_(Kept.narrow(0, start, parameter.numel()).view(parameter.shape));
            start += parameter.numel();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _copy?.Dispose();

    private Tensor Kept => _copy
        ?? throw new InvalidOperationException("Best weights must have been kept before they are used; none were. Call Keep.");

    private void Replace(Tensor weights)
    {
        _copy?.Dispose();
        _copy = weights.DetachFromDisposeScope();
    }
}
