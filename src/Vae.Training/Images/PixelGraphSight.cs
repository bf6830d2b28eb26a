namespace Vae.Training.Images;

/// <summary>How unusual each pixel is to a member, as graph: see <see cref="PixelSight"/>.</summary>
/// <param name="ImageMap">The image [rows, height, width].</param>
/// <param name="ResidualMap">The residual [rows, height, width].</param>
internal sealed record PixelGraphSight(string ImageMap, string ResidualMap);
