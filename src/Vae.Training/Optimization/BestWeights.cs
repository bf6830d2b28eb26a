using Vae.Training.Network;
using static TorchSharp.torch;

namespace Vae.Training.Optimization;

/// <summary>The weights of an ensemble at its best so far, to come back to after an early stop. Owns its copies.</summary>
internal sealed class BestWeights(IEnsemble ensemble) : IDisposable
{
    private IReadOnlyList<Tensor> _copies = [];

    /// <summary>Whether any have been kept.</summary>
    public bool Exist => _copies.Count > 0;

    /// <summary>Takes the present weights for the best.</summary>
    public void Keep()
    {
        using var none = no_grad();
        Dispose();
        _copies = [.. ensemble.Parameters.Select(parameter => parameter.detach().clone().DetachFromDisposeScope())];
    }

    /// <summary>Gives the ensemble its best weights back.</summary>
    public void Restore()
    {
        using var none = no_grad();
        foreach (var (parameter, copy) in ensemble.Parameters.Zip(_copies))
        {
            parameter.copy_(copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var copy in _copies)
        {
            copy.Dispose();
        }

        _copies = [];
    }
}
