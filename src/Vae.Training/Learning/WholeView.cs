using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>Every member sees rows as they are.</summary>
internal sealed class WholeView : IMemberView
{
    /// <summary>It has no state.</summary>
    public static readonly WholeView Instance = new();

    private WholeView()
    {
    }

    /// <inheritdoc/>
    public Tensor Apply(Tensor inputs) => inputs;

    /// <inheritdoc/>
    public Tensor Apply(Tensor inputs, int member) => inputs;
}
