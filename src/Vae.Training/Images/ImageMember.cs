using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>What one member takes for a normal residual at each pixel, measured without its fold.</summary>
/// <param name="Bias">Mean residual of each pixel [channels, height, width].</param>
/// <param name="Spread">Its standard deviation, with a floor [channels, height, width].</param>
internal sealed record ImageMember(Tensor Bias, Tensor Spread);
