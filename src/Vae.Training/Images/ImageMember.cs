using Vae.Training.Calibration;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>What one member holds for normal, measured without its fold.</summary>
/// <param name="Texture">The textures of image and residual, one after the other.</param>
/// <param name="Layout">The layouts of image and residual, one after the other.</param>
/// <param name="Input">The local features of images.</param>
/// <param name="Residual">The local features of residuals.</param>
/// <param name="Bias">Mean residual of each pixel [channels, height, width].</param>
/// <param name="Spread">Its standard deviation, with a floor [channels, height, width].</param>
internal sealed record ImageMember(Ellipsoid Texture, Ellipsoid Layout, LocalMap Input, LocalMap Residual, Tensor Bias, Tensor Spread);
