using Vae.Training.Calibration;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>Looks at images through the heads of a member.</summary>
/// <param name="inputFeatures">The local features of images.</param>
/// <param name="residualFeatures">The local features of residuals.</param>
internal sealed class ImageExaminer(LocalFeatures inputFeatures, LocalFeatures residualFeatures)
{
    /// <summary>What is the same for all members.</summary>
    /// <param name="Texture">[rows, numbers].</param>
    /// <param name="Layout">[rows, numbers].</param>
    /// <param name="Features">[rows, features, height, width].</param>
    public sealed record Sight(Tensor Texture, Tensor Layout, Tensor Features);

    /// <summary>The textures, and the layouts, of image and residual, one after the other [rows, numbers].</summary>
    public static (Tensor Texture, Tensor Layout) Describe(ImagePyramid image, ImagePyramid residual) =>
        (cat([Texture.Of(image), Texture.Of(residual)], 1), cat([Layout.Of(image), Layout.Of(residual)], 1));

    /// <summary>Looks at scaled images [rows, channels, height, width].</summary>
    public Sight Look(Tensor images)
    {
        var pyramid = new ImagePyramid(images);
        return new(Texture.Of(pyramid), Layout.Of(pyramid), inputFeatures.Of(pyramid));
    }

    /// <summary>Looks at what a member makes of them.</summary>
    /// <param name="member">What the member holds for normal.</param>
    /// <param name="sight">The images themselves.</param>
    /// <param name="residuals">Their residuals under the member [rows, channels, height, width].</param>
    public ImageEvidence Examine(ImageMember member, Sight sight, Tensor residuals)
    {
        var pyramid = new ImagePyramid(residuals);
        var input = member.Input.Of(sight.Features);                                    // [rows, height, width]
        var residual = member.Residual.Of(residualFeatures.Of(pyramid));
        var texture = member.Texture.MeanSquares(cat([sight.Texture, Texture.Of(pyramid)], 1));  // [rows]
        var layout = member.Layout.MeanSquares(cat([sight.Layout, Layout.Of(pyramid)], 1));
        return new([texture, layout, ImageHeads.Worst(residual)], input, residual);
    }
}
