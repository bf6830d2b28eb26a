using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>How unusual each pixel is to a member.</summary>
/// <param name="ImageMap">The image [rows, height, width].</param>
/// <param name="ResidualMap">The residual [rows, height, width].</param>
internal sealed record PixelSight(Tensor ImageMap, Tensor ResidualMap);
