using TorchSharp;
using Vae.MLNet;
using Vae.Training.Graph;

namespace Vae.Training.Images.Graph;

/// <summary>The way from grey values to what the network sees, and back, as graph.</summary>
internal sealed class ImageScalerGraph(OnnxTape tape, ImageScaler scaler, ImageNetwork network)
{
    private readonly VaeImageShape _shape = scaler.Shape;

    /// <summary>
    /// Images as the user has them [rows, channels, height, width], missing where training images showed nothing either: what is added is 0 or NaN.
    /// </summary>
    public string Shown(string pixels) => scaler.Masked is not { } masked ? pixels : tape.Add(
        pixels, tape.Constant("masked", torch.zeros_like(masked, dtype: torch.float32).masked_fill(masked, float.NaN)));

    /// <summary>Images as the user has them to scaled ones, given which pixels are missing [rows, channels, height, width].</summary>
    public string Scale(string pixels, string missing)
    {
        var clipped = tape.Clip(pixels, ImageScaler.Darkest, ImageScaler.Brightest);
        var z = tape.Div(tape.Sub(clipped, ByChannel("mean", scaler.Mean)), ByChannel("scale", scaler.Scale));
        return tape.Op("Where", [missing, Fill(), z]);
    }

    /// <summary>Scaled images to grey values.</summary>
    public string Invert(string scaled)
    {
        var pixels = tape.Add(tape.Mul(scaled, ByChannel("scale", scaler.Scale)), ByChannel("mean", scaler.Mean));
        return tape.Clip(pixels, ImageScaler.Darkest, ImageScaler.Brightest);
    }

    /// <summary>Full size to the size of the network.</summary>
    public string Pooled(string images)
    {
        if (network.Pool == 1)
        {
            return images;
        }

        var padded = tape.PadEdge(images, 0, 0, (network.Height * network.Pool) - _shape.Height, (network.Width * network.Pool) - _shape.Width);
        var square = new long[] { network.Pool, network.Pool };
        return tape.Op("AveragePool", [padded], ("kernel_shape", square), ("strides", square));
    }

    /// <summary>The size of the network to full size.</summary>
    public string Expanded(string images) => network.Pool == 1 ? images : tape.Crop(tape.Repeat(images, network.Pool), _shape.Height, _shape.Width);

    private string Fill() => scaler.HasHalfFill
        ? tape.HalfConstant("expected", scaler.Fill.cpu().contiguous().data<float>().ToArray(), scaler.Fill.shape)
        : tape.Constant("expected", scaler.Fill);

    private string ByChannel(string hint, float[] values) => tape.Constant(hint, values, 1, values.Length, 1, 1);
}
