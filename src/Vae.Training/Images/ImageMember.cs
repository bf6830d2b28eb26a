using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>What one member takes for normal at each pixel, measured without its fold.</summary>
/// <param name="ImageMap">The local descriptors of images.</param>
/// <param name="ResidualMap">The local descriptors of residuals.</param>
/// <param name="Bias">Mean residual of each pixel [channels, height, width].</param>
/// <param name="Spread">Its standard deviation, with a floor [channels, height, width].</param>
internal sealed record ImageMember(LocalMap ImageMap, LocalMap ResidualMap, Tensor Bias, Tensor Spread);
