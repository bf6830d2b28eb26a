using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>What one member says of some images, before calibration.</summary>
/// <param name="Squares">The mean squares of the heads, in the order of <see cref="ImageHeads"/> [heads] of [rows].</param>
/// <param name="Input">The map of the image's own features [rows, height, width].</param>
/// <param name="Residual">The map of the residual's features [rows, height, width].</param>
internal sealed record ImageEvidence(Tensor[] Squares, Tensor Input, Tensor Residual)
{
    /// <summary>How often the heatmap is smoothed.</summary>
    public const int Smoothings = 3;

    /// <summary>The heatmap of several members: the larger of image and residual, each the geometric mean over the members, smoothed [rows, height, width].</summary>
    public static Tensor Heatmap(IReadOnlyList<ImageEvidence> members)
    {
        using var scope = NewDisposeScope();
        var larger = maximum(Mean(members.Select(member => member.Input)), Mean(members.Select(member => member.Residual))).unsqueeze(1);  // [rows, 1, height, width]
        return Enumerable.Range(0, Smoothings).Aggregate(larger, (map, _) => FilterBank.Smooth(map)).squeeze(1).exp().MoveToOuterDisposeScope();

        static Tensor Mean(IEnumerable<Tensor> maps) => stack(maps.Select(map => (map + ImageHeads.SmallestHeat).log()).ToArray()).mean([0]);
    }
}
