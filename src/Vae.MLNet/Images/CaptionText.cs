using SkiaSharp;

namespace Vae.MLNet.Images;

/// <summary>Text on pictures, in a font of our own: a server may have none.</summary>
internal static class CaptionText
{
    private const string Resource = "Vae.MLNet.Images.DejaVuSans.subset.ttf";

    private static readonly Lazy<SKTypeface> Font = new(Load);

    public static SKPaint Paint(float size, SKColor colour) => new() { Typeface = Font.Value, TextSize = size, Color = colour, IsAntialias = true };

    /// <summary>Draws a line of text; what does not fit is cut off at its start, as the end of a path says most.</summary>
    public static void Draw(SKCanvas canvas, string text, float x, float baseline, float width, SKPaint paint)
    {
        var shown = text;
        for (var skipped = 1; skipped < text.Length && paint.MeasureText(shown) > width; skipped++)
        {
            shown = "…" + text[skipped..];
        }

        canvas.DrawText(shown, x, baseline, paint);
    }

    private static SKTypeface Load()
    {
        using var stream = typeof(CaptionText).Assembly.GetManifestResourceStream(Resource)!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
