using System.Runtime.InteropServices;
using SkiaSharp;

namespace Vae.MLNet.Images;

/// <summary>The parts that pictures of heatmaps are made of.</summary>
internal static class HeatmapDrawing
{
    public const int LegendWidth = 56;

    private const int BarWidth = 16;
    private const int MarkSize = 11;

    public static readonly SKColor Background = new(0x1B, 0x1B, 0x1F);

    public static readonly SKColor Bright = SKColors.White;

    public static readonly SKColor Dim = new(0xB8, 0xB8, 0xC0);

    /// <summary>Draws an image, and the same under its heat beside it, each as large as fits into a square; pixels keep their edges.</summary>
    public static void Pair(SKCanvas canvas, VaeScoredImage image, SKRect left, SKRect right)
    {
        Image(canvas, image.Pixels, image.Shape, left);
        Draw(canvas, HeatmapPixels.OfHeat(image.Pixels, image.Shape, image.Heatmap), image.Shape, right);
    }

    /// <summary>Draws an image as large as fits into a place.</summary>
    public static void Image(SKCanvas canvas, float[] pixels, VaeImageShape shape, SKRect place) =>
        Draw(canvas, HeatmapPixels.OfImage(pixels, shape), shape, place);

    /// <summary>Draws the scale from bottom to top.</summary>
    public static void Legend(SKCanvas canvas, float x, float top, float height)
    {
        using var fill = new SKPaint();
        for (var line = 0; line < height; line++)
        {
            fill.Color = ColourMap.At(1 - (line / (height - 1)));
            canvas.DrawRect(x, top + line, BarWidth, 1, fill);
        }

        using var text = CaptionText.Paint(MarkSize, Dim);
        foreach (var mark in HeatmapScale.Marks)
        {
            var baseline = top + ((1 - HeatmapScale.Place(mark)) * (height - MarkSize)) + MarkSize - 1;
            canvas.DrawText(FormattableString.Invariant($"{mark}{(mark == HeatmapScale.Marks[^1] ? "+" : "")}"), x + BarWidth + 5, baseline, text);
        }
    }

    /// <summary>Draws on an empty picture and encodes it.</summary>
    public static byte[] Png(int width, int height, Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(Background);
        draw(surface.Canvas);
        using var snapshot = surface.Snapshot();
        using var png = snapshot.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static void Draw(SKCanvas canvas, byte[] pixels, VaeImageShape shape, SKRect place)
    {
        var memory = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            var info = new SKImageInfo(shape.Width, shape.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
            using var image = SKImage.FromPixelCopy(info, memory.AddrOfPinnedObject());
            var scale = Math.Min(place.Width / shape.Width, place.Height / shape.Height);
            var (width, height) = (shape.Width * scale, shape.Height * scale);
            canvas.DrawImage(image, SKRect.Create(place.MidX - (width / 2), place.MidY - (height / 2), width, height));
        }
        finally
        {
            memory.Free();
        }
    }
}
