using SkiaSharp;
using Vae.MLNet.Contract;
using Vae.MLNet.Images;

namespace Vae.MLNet;

/// <summary>
/// One picture with the most anomalous of any number of images, the worst first. Keeps no more images than it shows. For one thread at a time.
/// </summary>
public sealed class VaeContactSheet
{
    /// <summary>Images on a sheet.</summary>
    public const int Places = 24;

    private const int Columns = 4;
    private const int Side = 128;
    private const int Gap = 8;
    private const int TextSize = 11;
    private const int CellWidth = Gap + Side + Gap + Side;
    private const int CellHeight = Gap + Side + 34;

    private readonly PriorityQueue<VaeScoredImage, (float Score, long Order)> _worst = new();
    private long _added;

    /// <summary>Takes note of an image; equal scores keep the order in which they came. A score of NaN is the worst of all.</summary>
    /// <param name="image">The image and what the model says of it.</param>
    /// <exception cref="ArgumentException">An array has not the shape's size.</exception>
    public void Add(VaeScoredImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        VaeHeatmapPainter.Check(image);
        _worst.Enqueue(SmallerPicture.Of(image, SmallerPicture.LongestSideAmongOthers), (Rank(image.Score), -_added++));
        if (_worst.Count > Places)
        {
            _worst.Dequeue();
        }
    }

    /// <summary>True where an image with this score would be on the sheet; worth asking before a heatmap is computed.</summary>
    /// <param name="score">A score.</param>
    public bool Takes(float score) => _worst.Count < Places || (_worst.TryPeek(out _, out var least) && Rank(score) > least.Score);

    /// <summary>Writes the sheet as PNG, whole or not at all. A sheet without images is an empty picture.</summary>
    /// <param name="path">Path of the PNG file.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Png());
    }

    /// <summary>The sheet as the bytes of a PNG file.</summary>
    public byte[] Png()
    {
        VaeScoredImage[] images = [.. _worst.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
        var rows = Math.Max(1, (images.Length + Columns - 1) / Columns);
        const int width = (Columns * CellWidth) + Gap + HeatmapDrawing.LegendWidth;
        return HeatmapDrawing.Png(width, (rows * CellHeight) + Gap, canvas =>
        {
            for (var place = 0; place < images.Length; place++)
            {
                Draw(canvas, images[place], place % Columns * CellWidth, place / Columns * CellHeight);
            }

            HeatmapDrawing.Legend(canvas, width - HeatmapDrawing.LegendWidth, Gap, Side);
        });
    }

    private static float Rank(float score) => float.IsNaN(score) ? float.PositiveInfinity : score;

    private static void Draw(SKCanvas canvas, VaeScoredImage image, float x, float y)
    {
        HeatmapDrawing.Pair(canvas, image, SKRect.Create(x + Gap, y + Gap, Side, Side), SKRect.Create(x + Gap + Side, y + Gap, Side, Side));
        using var bright = CaptionText.Paint(TextSize, HeatmapDrawing.Bright);
        using var dim = CaptionText.Paint(TextSize, HeatmapDrawing.Dim);
        CaptionText.Draw(canvas, image.Name, x + Gap, y + Gap + Side + 13, CellWidth - Gap, bright);
        CaptionText.Draw(canvas, image.ShortVerdict, x + Gap, y + Gap + Side + 27, CellWidth - Gap, dim);
    }
}
