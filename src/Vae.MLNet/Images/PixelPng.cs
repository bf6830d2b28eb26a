using System.Runtime.InteropServices;
using SkiaSharp;

namespace Vae.MLNet.Images;

/// <summary>Pixels of a model as the bytes of a PNG file, in the model's own size.</summary>
internal static class PixelPng
{
    /// <param name="pixels">0 to 255: [channels, height, width]; others are clamped.</param>
    /// <param name="shape">The model's shape.</param>
    public static byte[] Of(ReadOnlySpan<float> pixels, VaeImageShape shape) => Encode(HeatmapPixels.OfImage(pixels, shape), shape);

    /// <summary>The image under its heat.</summary>
    /// <param name="pixels">0 to 255: [channels, height, width].</param>
    /// <param name="shape">The model's shape.</param>
    /// <param name="heatmap">[height, width].</param>
    public static byte[] OfHeat(ReadOnlySpan<float> pixels, VaeImageShape shape, ReadOnlySpan<float> heatmap) =>
        Encode(HeatmapPixels.OfHeat(pixels, shape, heatmap), shape);

    private static byte[] Encode(byte[] picture, VaeImageShape shape)
    {
        var memory = GCHandle.Alloc(picture, GCHandleType.Pinned);
        try
        {
            var info = new SKImageInfo(shape.Width, shape.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
            using var image = SKImage.FromPixelCopy(info, memory.AddrOfPinnedObject());
            using var png = image.Encode(SKEncodedImageFormat.Png, 100);
            return png.ToArray();
        }
        finally
        {
            memory.Free();
        }
    }
}
