using Vae.Training.Graph;
using Vae.Training.Images.Backbone;
using Vae.Training.Images.Descriptors;
using Vae.Training.Scoring;

namespace Vae.Training.Images;

/// <summary>What a member sees of images, as graph.</summary>
/// <param name="Member">The member.</param>
/// <param name="Descriptions">The image described by each of <see cref="ImageHeads.Descriptors"/> [descriptors] of [rows, numbers].</param>
/// <param name="Residual">What the member did not expect [rows, channels, height, width].</param>
/// <param name="Pyramid">The residual at several sizes; null where a pretrained network looks.</param>
/// <param name="Pixels">How unusual each pixel is; null where a pretrained network looks at patches.</param>
/// <param name="Patches">What is seen through a pretrained network; null without one.</param>
internal sealed record ImageGraphSight(
    int Member, IReadOnlyList<string> Descriptions, string Residual, PyramidGraph? Pyramid, PixelGraphSight? Pixels, PatchGraphSight? Patches)
    : IGraphSight
{
    /// <inheritdoc/>
    public string Residuals(OnnxTape tape) => tape.Flat(Residual);
}
