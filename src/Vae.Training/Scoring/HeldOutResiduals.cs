using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>Residuals x − decode(mean of the posterior) of rows under the members, in chunks that bound the memory.</summary>
internal static class HeldOutResiduals
{
    private const int ChunkValues = 1 << 22;

    /// <summary>The residual of each row [rows, inputs] under the member that never saw it: [rows, inputs].</summary>
    public static Tensor Of(IEnsemble ensemble, IMemberView view, Tensor inputs, Folds folds, CancellationToken cancellation)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var residuals = empty_like(inputs);
        for (var member = 0; member < ensemble.Members; member++)
        {
            var own = tensor(folds.HeldOut[member], device: inputs.device);
            residuals.index_copy_(0, own, UnderMember(ensemble, view.Apply(inputs.index_select(0, own), member), member, cancellation));
        }

        return residuals.MoveToOuterDisposeScope();
    }

    /// <summary>The residual of rows as one member sees them [rows, inputs] under that member: [rows, inputs].</summary>
    public static Tensor UnderMember(IEnsemble ensemble, Tensor viewed, int member, CancellationToken cancellation)
    {
        using var none = no_grad();
        return RowParts.Compute(viewed, ChunkValues / Math.Max(ensemble.Inputs, 128), part =>
        {
            cancellation.ThrowIfCancellationRequested();
            return part - ensemble.DecodeMember(ensemble.EncodeMember(part, member).Mean, member);
        });
    }
}
