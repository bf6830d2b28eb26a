using Vae.Training.Images.Backbone;
using Vae.Training.Images.Descriptors;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>Looks at images through the eyes of the members.</summary>
/// <param name="pixels">What is normal at each pixel; null where a pretrained network looks.</param>
/// <param name="patches">What is normal in the eyes of a pretrained network; null without one.</param>
internal sealed class ImageExaminer(PixelDetector? pixels, PatchDetector? patches)
{
    /// <summary>What is the same for all members.</summary>
    /// <param name="Descriptions">Each of <see cref="ImageHeads.Descriptors"/> [descriptors] of [rows, numbers]; none where a network looks.</param>
    /// <param name="Local">[rows, descriptors, height, width]; null where a pretrained network looks.</param>
    /// <param name="Patches">What is in the cells and in the whole; null without a pretrained network.</param>
    /// <param name="Shown">How much is shown at each place of a size, see <see cref="ShownShare"/>; null where training images had no gaps.</param>
    public sealed record Look(IReadOnlyList<Tensor> Descriptions, Tensor? Local, PatchNumbers? Patches, Func<CellSize, Tensor?> Shown)
    {
        /// <summary>Maps of what is unusual [maps] of [rows, height, width], of what is shown.</summary>
        public Tensor[] Seen(CellSize size, params IEnumerable<Tensor> maps) =>
            Shown(size) is { } shown ? [.. maps.Select(map => map * shown)] : [.. maps];
    }

    /// <summary>Describes images by each of <see cref="ImageHeads.Descriptors"/> [descriptors] of [rows, numbers].</summary>
    public static Tensor[] Describe(ImagePyramid images) => [.. ImageHeads.Descriptors.Select(descriptor => descriptor.Of(images))];

    /// <summary>Puts the descriptions of images and of their residuals side by side [descriptors] of [rows, numbers].</summary>
    public static Tensor[] Join(IEnumerable<Tensor> images, IEnumerable<Tensor> residuals) =>
        [.. images.Zip(residuals, (image, residual) => cat([image, residual], 1))];

    /// <summary>Looks at scaled images [rows, channels, height, width].</summary>
    /// <param name="images">[rows, channels, height, width].</param>
    /// <param name="numbers">What a pretrained network makes of them; null without one.</param>
    /// <param name="shown">How much is shown at each place of a size; null where training images had no gaps.</param>
    public Look LookAt(Tensor images, PatchNumbers? numbers, Func<CellSize, Tensor?> shown)
    {
        if (pixels is null)
        {
            return new([], null, numbers, shown);
        }

        var pyramid = new ImagePyramid(images);
        return new(Describe(pyramid), pixels.ImageDescriptors.Of(pyramid), numbers, shown);
    }

    /// <summary>What a member sees of them.</summary>
    /// <param name="member">The member.</param>
    /// <param name="look">The images themselves.</param>
    /// <param name="residuals">Their residuals under the member [rows, channels, height, width].</param>
    public ImageSight Sight(int member, Look look, Tensor residuals)
    {
        if (pixels is null)
        {
            var maps = look.Seen(CellSize.Coarse, patches!.MapsOf(look.Patches!.Cells, member));
            var fine = look.Patches.Fine is { } cells ? look.Seen(CellSize.Fine, patches.Fine[member].Of(cells))[0] : null;
            return new(member, [], null, new PatchSight(maps, look.Patches.Whole, fine), residuals);
        }

        var pyramid = new ImagePyramid(residuals);
        var (image, residual) = (pixels.ImageMaps[member].Of(look.Local!), pixels.ResidualMaps[member].Of(pixels.ResidualDescriptors.Of(pyramid)));
        var seen = look.Seen(CellSize.Coarse, image, residual);
        return new(member, Join(look.Descriptions, Describe(pyramid)), new PixelSight(seen[0], seen[1]), null, residuals);
    }
}
