using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>What is to learn from what.</summary>
/// <param name="Ensemble">The networks; their weights change.</param>
/// <param name="Inputs">The training rows as the networks take them [rows, inputs].</param>
/// <param name="Folds">Which member never sees which row.</param>
/// <param name="Generator">Draws batches and latents, on the device of the inputs.</param>
internal sealed record LearningTask(IEnsemble Ensemble, Tensor Inputs, Folds Folds, Generator Generator)
{
    /// <summary>What each member sees of a row.</summary>
    public IMemberView View { get; init; } = WholeView.Instance;

    /// <summary>
    /// Changes a batch [members, rows, inputs] a little before it is learnt, in a way that must not matter; null: it stays as it is.
    /// </summary>
    public Func<Tensor, Tensor>? Augmentation { get; init; }

    /// <summary>The one member that learns, from 0, as it does among all; null: all learn.</summary>
    public int? Only { get; init; }
}
