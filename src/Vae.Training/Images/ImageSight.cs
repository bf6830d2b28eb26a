using Vae.Training.Images.Backbone;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>What a member sees of images.</summary>
/// <param name="Member">The member.</param>
/// <param name="Descriptions">
/// Image and residual described, one after the other, by each of <see cref="ImageHeads.Descriptors"/> [descriptors] of [rows, numbers].
/// </param>
/// <param name="Pixels">How unusual each pixel is; null where a pretrained network looks at patches.</param>
/// <param name="Patches">What is seen through a pretrained network; null without one.</param>
/// <param name="ResidualImages">The residual [rows, channels, height, width].</param>
internal sealed record ImageSight(
    int Member, IReadOnlyList<Tensor> Descriptions, PixelSight? Pixels, PatchSight? Patches, Tensor ResidualImages) : ISight
{
    /// <inheritdoc/>
    public Tensor Residuals => ResidualImages.flatten(1);
}
