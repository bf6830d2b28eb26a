using TorchSharp;
using Vae.Training.Network;
using Vae.Training.Optimization;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training.Calibration;

/// <summary>Residuals x − decode(mean of the posterior) of rows under the members, in chunks that bound the memory.</summary>
internal static class HeldOutResiduals
{
    private const int ChunkValues = 1 << 22;

    /// <summary>The residual of each row [rows, features] under the member that never saw it: [rows, features].</summary>
    public static Tensor Of(IEnsemble ensemble, MemberView? view, Tensor rows, Folds folds)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var residuals = empty_like(rows);
        for (var member = 0; member < ensemble.Members; member++)
        {
            var own = tensor(folds.HeldOut[member], device: rows.device);
            residuals.index_copy_(0, own, UnderMember(ensemble, view.Apply(rows.index_select(0, own), member), member));
        }

        return residuals.MoveToOuterDisposeScope();
    }

    /// <summary>The residual of rows as one member sees them [rows, features] under that member: [rows, features].</summary>
    public static Tensor UnderMember(IEnsemble ensemble, Tensor rows, int member)
    {
        using var none = no_grad();
        var chunk = Math.Max(1, ChunkValues / Math.Max(ensemble.Features, 128));
        var parts = rows.split(chunk).Select(part => (part - ensemble.DecodeMember(ensemble.EncodeMember(part, member).Mean, member)));
        return cat(parts.ToArray());
    }
}
