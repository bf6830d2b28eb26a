using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>Between the full size of images and the size that the network sees.</summary>
internal static class ImagePooling
{
    /// <summary>Scaled images [rows, channels, height, width] → what the network sees of them [rows, inputs]: means over squares.</summary>
    public static Tensor Pooled(this ImageNetwork network, Tensor images)
    {
        if (network.Pool == 1)
        {
            return images.flatten(1);
        }

        var missingRows = (network.Height * network.Pool) - network.Shape.Height;
        var missingColumns = (network.Width * network.Pool) - network.Shape.Width;
        var padded = nn.functional.pad(images, [0, missingColumns, 0, missingRows], PaddingModes.Replicate);
        return nn.functional.avg_pool2d(padded, network.Pool).flatten(1);
    }

    /// <summary>
    /// What the network gives [rows, inputs] → images of full size [rows, channels, height, width], each pixel repeated over its square.
    /// </summary>
    public static Tensor Expanded(this ImageNetwork network, Tensor inputs)
    {
        var images = inputs.view(-1, network.Shape.Channels, network.Height, network.Width);
        return network.Pool == 1 ? images : nn.functional
            .interpolate(images, scale_factor: [network.Pool, network.Pool], mode: InterpolationMode.Nearest)
            .narrow(2, 0, network.Shape.Height).narrow(3, 0, network.Shape.Width);
    }
}
