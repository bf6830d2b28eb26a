using Microsoft.ML.Data;
using SkiaSharp;
using Vae.MLNet.Contract;
using Vae.MLNet.Images;

namespace Vae.MLNet;

/// <summary>
/// Pictures of where images are odd: the heatmap in the colours of "inferno" over the image. The scale is the same for all pictures, from 1 (as odd
/// as normal
/// images are at that place; nothing is drawn there) to 30, so that any two can be compared. Needs no fonts on the system.
/// </summary>
public static class VaeHeatmapPainter
{
    /// <summary>The side of a picture; of an image that is larger than a model looks at its own, up to <see cref="SmallerPicture"/>'s.</summary>
    private const int Side = 256;
    private const int Gap = 8;
    private const int CaptionHeight = 48;
    private const int TextSize = 14;

    /// <summary>The image under its heat, in the model's own size.</summary>
    /// <param name="pixels">0 to 255: [channels, height, width].</param>
    /// <param name="shape">The model's shape.</param>
    /// <param name="heatmap">Of <see cref="VaeModel.Heatmap"/>: [height, width].</param>
    /// <returns>The caller's to dispose.</returns>
    /// <exception cref="ArgumentException">An array has not the shape's size.</exception>
    public static MLImage Overlay(ReadOnlySpan<float> pixels, VaeImageShape shape, ReadOnlySpan<float> heatmap)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Check(pixels.Length, shape.Length, nameof(pixels));
        Check(heatmap.Length, shape.Height * shape.Width, nameof(heatmap));
        return MLImage.CreateFromPixels(shape.Width, shape.Height, MLPixelFormat.Bgra32, HeatmapPixels.OfHeat(pixels, shape, heatmap));
    }

    /// <summary>A picture for a person: the image, the image under its heat, the scale, and a caption with score, p-value and label.</summary>
    /// <param name="image">The image and what the model says of it.</param>
    /// <returns>The bytes of a PNG file.</returns>
    /// <exception cref="ArgumentException">An array has not the shape's size.</exception>
    public static byte[] Png(VaeScoredImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Check(image);
        image = SmallerPicture.Of(image, SmallerPicture.LongestSide);
        var isLarge = Math.Max(image.Shape.Width, image.Shape.Height) > VaeImageShape.LargestSide;
        var (across, down) = isLarge ? (Math.Max(Side, image.Shape.Width), Math.Max(Side, image.Shape.Height)) : (Side, Side);
        var width = Gap + across + Gap + across + Gap + HeatmapDrawing.LegendWidth;
        return HeatmapDrawing.Png(width, Gap + down + CaptionHeight, canvas =>
        {
            HeatmapDrawing.Pair(canvas, image, SKRect.Create(Gap, Gap, across, down), SKRect.Create(Gap + across + Gap, Gap, across, down));
            HeatmapDrawing.Legend(canvas, width - HeatmapDrawing.LegendWidth, Gap, Side);
            using var bright = CaptionText.Paint(TextSize, HeatmapDrawing.Bright);
            using var dim = CaptionText.Paint(TextSize, HeatmapDrawing.Dim);
            CaptionText.Draw(canvas, image.Name, Gap, Gap + down + 19, width - (2 * Gap), bright);
            CaptionText.Draw(canvas, image.Verdict, Gap, Gap + down + 38, width - (2 * Gap), dim);
        });
    }

    /// <summary>Writes the picture of <see cref="Png"/>, whole or not at all.</summary>
    /// <param name="image">The image and what the model says of it.</param>
    /// <param name="path">Path of the PNG file.</param>
    /// <exception cref="ArgumentException">An array has not the shape's size.</exception>
    public static void Save(VaeScoredImage image, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Png(image));
    }

    internal static void Check(VaeScoredImage image)
    {
        Check(image.Pixels.Length, image.Shape.Length, nameof(VaeScoredImage.Pixels));
        Check(image.Heatmap.Length, image.Shape.Height * image.Shape.Width, nameof(VaeScoredImage.Heatmap));
    }

    private static void Check(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Array '{name}' must hold {expected} values, as the shape says; got {length}. Pass one image."), name);
        }
    }
}
