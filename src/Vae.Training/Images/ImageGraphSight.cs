using Vae.Training.Graph;
using Vae.Training.Images.Descriptors;
using Vae.Training.Scoring;

namespace Vae.Training.Images;

/// <summary>What a member sees of images, as graph.</summary>
/// <param name="Member">The member.</param>
/// <param name="Descriptions">The image described by each of <see cref="ImageHeads.Descriptors"/> [descriptors] of [rows, numbers].</param>
/// <param name="Pyramid">The residual at several sizes.</param>
/// <param name="ImageMap">How unusual the image is at each pixel [rows, height, width].</param>
/// <param name="ResidualMap">How unusual the residual is at each pixel [rows, height, width].</param>
internal sealed record ImageGraphSight(
    int Member, IReadOnlyList<string> Descriptions, PyramidGraph Pyramid, string ImageMap, string ResidualMap) : IGraphSight
{
    /// <inheritdoc/>
    public string Residuals(OnnxTape tape) => tape.Flat(Pyramid.Levels[0]);
}
