using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>What a member sees of images.</summary>
/// <param name="Member">The member.</param>
/// <param name="Descriptions">
/// Image and residual described, one after the other, by each of <see cref="ImageHeads.Descriptors"/> [descriptors] of [rows, numbers].
/// </param>
/// <param name="ImageMap">How unusual the image is at each pixel [rows, height, width].</param>
/// <param name="ResidualMap">How unusual the residual is at each pixel [rows, height, width].</param>
/// <param name="ResidualImages">The residual [rows, channels, height, width].</param>
internal sealed record ImageSight(int Member, IReadOnlyList<Tensor> Descriptions, Tensor ImageMap, Tensor ResidualMap, Tensor ResidualImages) : ISight
{
    /// <inheritdoc/>
    public Tensor Residuals => ResidualImages.flatten(1);
}
