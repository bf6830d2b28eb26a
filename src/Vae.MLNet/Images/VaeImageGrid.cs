using SkiaSharp;
using Vae.MLNet.Contract;
using Vae.MLNet.Images;

namespace Vae.MLNet;

/// <summary>One picture of many images side by side, row after row, each pixel with sharp edges.</summary>
public static class VaeImageGrid
{
    private const int Gap = 2;

    /// <summary>Images of at most half this side are drawn larger, by a whole factor.</summary>
    private const int SmallestSide = 48;

    /// <summary>Writes the picture as PNG, whole or not at all.</summary>
    /// <param name="path">Path of the PNG file.</param>
    /// <param name="pixels">Row-major: [images, channels, height, width], 0 to 255.</param>
    /// <param name="shape">The size of an image.</param>
    /// <param name="columns">Images in a row of the picture; default 0: about as many as there are rows.</param>
    /// <exception cref="ArgumentException">The values are no whole images.</exception>
    public static void Save(string path, ReadOnlySpan<float> pixels, VaeImageShape shape, int columns = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Png(pixels, shape, columns));
    }

    /// <summary>The picture as the bytes of a PNG file.</summary>
    /// <param name="pixels">As above.</param>
    /// <param name="shape">As above.</param>
    /// <param name="columns">As above.</param>
    /// <exception cref="ArgumentException">The values are no whole images.</exception>
    public static byte[] Png(ReadOnlySpan<float> pixels, VaeImageShape shape, int columns = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (pixels.Length == 0 || pixels.Length % shape.Length != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Array 'pixels' must hold whole images of {shape.Length} values, one at least; got {pixels.Length} values."), nameof(pixels));
        }

        var images = pixels.ToArray().Chunk(shape.Length).ToArray();
        columns = Math.Min(columns == 0 ? (int)Math.Ceiling(Math.Sqrt(images.Length)) : columns, images.Length);
        var zoom = Math.Max(1, SmallestSide / Math.Min(shape.Height, shape.Width));
        var (width, height) = ((shape.Width * zoom) + Gap, (shape.Height * zoom) + Gap);
        return HeatmapDrawing.Png((columns * width) + Gap, ((images.Length + columns - 1) / columns * height) + Gap, canvas =>
        {
            for (var place = 0; place < images.Length; place++)
            {
                var (x, y) = (Gap + (place % columns * width), Gap + (place / columns * height));
                HeatmapDrawing.Image(canvas, images[place], shape, SKRect.Create(x, y, width - Gap, height - Gap));
            }
        });
    }
}
