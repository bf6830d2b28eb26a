using Vae.Training.Images.Descriptors;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// How odd images are at each pixel: the larger of the maps of image and residual, each the geometric mean over the members, smoothed.
/// </summary>
internal static class Heatmap
{
    /// <summary>Added to a map before its logarithm is taken: less is as ordinary as it gets.</summary>
    public const float SmallestHeat = 1e-3f;

    /// <summary>How often it is smoothed.</summary>
    public const int Smoothings = 3;

    /// <summary>[rows, height, width].</summary>
    public static Tensor Of(IReadOnlyList<ImageSight> members)
    {
        using var scope = NewDisposeScope();
        var image = Mean(members.Select(member => member.ImageMap));
        var larger = maximum(image, Mean(members.Select(member => member.ResidualMap))).unsqueeze(1);  // [rows, 1, height, width]
        return Enumerable.Range(0, Smoothings).Aggregate(larger, (map, _) => FilterBank.Smooth(map)).squeeze(1).exp().MoveToOuterDisposeScope();

        static Tensor Mean(IEnumerable<Tensor> maps) => stack(maps.Select(map => (map + SmallestHeat).log()).ToArray()).mean([0]);
    }
}
