using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>The weights of some members at the best of the ensemble so far, to come back to after an early stop. Owns its copy.</summary>
/// <param name="weights">The weights that change [members, weights].</param>
internal sealed class BestWeights(Tensor weights) : IDisposable
{
    private Tensor? _copy;                                                              // [members, weights]

    /// <summary>Whether any have been kept.</summary>
    public bool Exist => _copy is not null;

    /// <summary>Takes the present weights for the best.</summary>
    public void Keep()
    {
        using var scope = NewDisposeScope();
        Copy.copy_(weights);
    }

    /// <summary>Takes weights for the best that were the best of an earlier loop [members][weights].</summary>
    public void Keep(IEnumerable<float[]> rows) => FlatAdam.Copy(rows, Copy);

    /// <summary>The best weights [members][weights].</summary>
    /// <exception cref="InvalidOperationException">None have been kept.</exception>
    public float[][] Take() => FlatAdam.Rows(Kept);

    /// <summary>Gives the members their best weights back.</summary>
    /// <exception cref="InvalidOperationException">None have been kept.</exception>
    public void Restore()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        weights.copy_(Kept);
    }

    /// <inheritdoc/>
    public void Dispose() => _copy?.Dispose();

    private Tensor Copy => _copy ??= zeros_like(weights).DetachFromDisposeScope();

    private Tensor Kept => _copy
        ?? throw new InvalidOperationException("Best weights must have been kept before they are used; none were. Call Keep.");
}
