using Vae.Training.Images.Descriptors;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>Looks at images through the eyes of the members.</summary>
/// <param name="imageDescriptors">What is seen at each pixel of an image.</param>
/// <param name="residualDescriptors">The same of a residual.</param>
internal sealed class ImageExaminer(LocalDescriptors imageDescriptors, LocalDescriptors residualDescriptors)
{
    /// <summary>What is the same for all members.</summary>
    /// <param name="Descriptions">Each of <see cref="ImageHeads.Descriptors"/> [descriptors] of [rows, numbers].</param>
    /// <param name="Local">[rows, descriptors, height, width].</param>
    public sealed record Look(IReadOnlyList<Tensor> Descriptions, Tensor Local);

    /// <summary>Describes images by each of <see cref="ImageHeads.Descriptors"/> [descriptors] of [rows, numbers].</summary>
    public static Tensor[] Describe(ImagePyramid images) => [.. ImageHeads.Descriptors.Select(descriptor => descriptor.Of(images))];

    /// <summary>Puts the descriptions of images and of their residuals side by side [descriptors] of [rows, numbers].</summary>
    public static Tensor[] Join(IEnumerable<Tensor> images, IEnumerable<Tensor> residuals) =>
        [.. images.Zip(residuals, (image, residual) => cat([image, residual], 1))];

    /// <summary>Looks at scaled images [rows, channels, height, width].</summary>
    public Look LookAt(Tensor images)
    {
        var pyramid = new ImagePyramid(images);
        return new(Describe(pyramid), imageDescriptors.Of(pyramid));
    }

    /// <summary>What a member sees of them.</summary>
    /// <param name="member">The member.</param>
    /// <param name="normal">What it takes for normal.</param>
    /// <param name="look">The images themselves.</param>
    /// <param name="residuals">Their residuals under the member [rows, channels, height, width].</param>
    public ImageSight Sight(int member, ImageMember normal, Look look, Tensor residuals)
    {
        var pyramid = new ImagePyramid(residuals);
        var descriptions = Join(look.Descriptions, Describe(pyramid));
        return new(member, descriptions, normal.ImageMap.Of(look.Local), normal.ResidualMap.Of(residualDescriptors.Of(pyramid)), residuals);
    }
}
