using Vae.Training.Images.Backbone;
using Vae.Training.Images.Descriptors;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// How odd images are at each pixel. Through a pretrained network: the geometric mean of the maps of all members, the fine one among them, each in
/// units of what is usual, drawn out to pixels in the logarithm. Without one: the larger of the maps of image and residual, each the geometric mean
/// over the members, smoothed.
/// </summary>
internal static class Heatmap
{
    /// <summary>Added to a map before its logarithm is taken: less is as ordinary as it gets.</summary>
    public const float SmallestHeat = 1e-3f;

    /// <summary>What the fine map of a pretrained network counts: as much as each of the others.</summary>
    public const float FineShare = 1f / (PatchDetector.Maps + 1);

    /// <summary>How often it is smoothed.</summary>
    public const int Smoothings = 3;

    /// <summary>[rows, height, width].</summary>
    /// <param name="members">What the members see.</param>
    /// <param name="patches">What is normal in the eyes of a pretrained network; null without one.</param>
    public static Tensor Of(IReadOnlyList<ImageSight> members, PatchDetector? patches) =>
        patches is null ? OfPixels(members) : OfPatches(members, patches);

    private static Tensor OfPatches(IReadOnlyList<ImageSight> members, PatchDetector patches)
    {
        using var scope = NewDisposeScope();
        var grid = patches.Features.Grid;
        var coarse = Mean(members.SelectMany(member => member.Patches!.Maps.Zip(patches.Usual, (map, usual) => map / usual)));
        var fine = Mean(members.Select(member => member.Patches!.Fine! / patches.UsualFine));
        return ((FineShare * Pixels(fine, CellSize.Fine)) + ((1 - FineShare) * Pixels(coarse, CellSize.Coarse))).exp().MoveToOuterDisposeScope();

        Tensor Pixels(Tensor cells, CellSize size)
        {
            var down = tensor(grid.ToRows(size), device: cells.device).view(grid.Shape.Height, -1);
            var across = tensor(grid.ToColumns(size), device: cells.device).view(grid.Shape.Width, -1);
            return down.matmul(cells).matmul(across.t());
        }
    }

    private static Tensor OfPixels(IReadOnlyList<ImageSight> members)
    {
        using var scope = NewDisposeScope();
        var image = Mean(members.Select(member => member.Pixels!.ImageMap));
        var larger = maximum(image, Mean(members.Select(member => member.Pixels!.ResidualMap))).unsqueeze(1);  // [rows, 1, height, width]
        return Enumerable.Range(0, Smoothings).Aggregate(larger, (map, _) => FilterBank.Smooth(map)).squeeze(1).exp().MoveToOuterDisposeScope();
    }

    /// <summary>The mean logarithm of maps.</summary>
    private static Tensor Mean(IEnumerable<Tensor> maps) => stack(maps.Select(map => (map + SmallestHeat).log()).ToArray()).mean([0]);
}
