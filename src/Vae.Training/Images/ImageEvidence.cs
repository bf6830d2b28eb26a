using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>What one member says of some images, before calibration.</summary>
/// <param name="Squares">The mean squares of the heads, in the order of <see cref="ImageHeads"/> [heads] of [rows].</param>
/// <param name="Input">The map of the image's own features [rows, height, width].</param>
/// <param name="Residual">The map of the residual's features [rows, height, width].</param>
internal sealed record ImageEvidence(Tensor[] Squares, Tensor Input, Tensor Residual)
{
    /// <summary>The heatmap of several members: the geometric mean of all their maps, smoothed twice [rows, height, width].</summary>
    public static Tensor Heatmap(IReadOnlyList<ImageEvidence> members)
    {
        using var scope = NewDisposeScope();
        var logarithms = members.SelectMany(member => new[] { member.Input, member.Residual }).Select(map => (map + ImageHeads.SmallestHeat).log());
        var mean = stack(logarithms.ToArray()).mean([0]).unsqueeze(1);                  // [rows, 1, height, width]
        return FilterBank.Smooth(FilterBank.Smooth(mean)).squeeze(1).exp().MoveToOuterDisposeScope();
    }
}
