using TorchSharp;
using Vae.Training.Graph;

namespace Vae.Training.Scoring;

/// <summary>The length of the residual: its mean square. It needs no references.</summary>
/// <param name="size">Numbers of a residual.</param>
internal sealed class LengthHead(int size) : IHead<ISight, IGraphSight>
{
    /// <inheritdoc/>
    public torch.Tensor Squares(ISight sight) => sight.Residuals.square().mean([1]);

    /// <inheritdoc/>
    public string Squares(OnnxTape tape, IReadOnlyList<IGraphSight> members) =>
        tape.Mul(tape.Concat(1, [.. members.Select(member => tape.SquaredLength(member.Residuals(tape)))]), 1f / size);
}
