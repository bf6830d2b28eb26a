using SkiaSharp;
using Vae.MLNet.Images;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Images;

public sealed class PictureTests
{
    private static readonly VaeImageShape Shape = new(1, 16, 16);

    [Fact]
    public void Normal_heat_leaves_the_image_and_the_top_of_the_scale_shows_its_colour()
    {
        var heatmap = new float[256];
        (heatmap[0], heatmap[1], heatmap[2], heatmap[3]) = (1, 30, 1000, float.NaN);

        var bytes = HeatmapPixels.OfHeat(Pixels(100), Shape, heatmap);

        Assert.Equal([100, 100, 100, 255], bytes[..4]);
        Assert.NotEqual(bytes[..4], bytes[4..8]);
        Assert.Equal(bytes[4..8], bytes[8..12]);
        Assert.Equal([100, 100, 100, 255], bytes[12..16]);
        Assert.Equal((byte)((0.2f * 100) + (0.8f * 252) + 0.5f), bytes[6]);    // red of inferno's last colour
    }

    [Fact]
    public void The_colour_map_runs_from_black_to_pale_yellow_and_only_grows_brighter()
    {
        var brightness = Enumerable.Range(0, 256).Select(index => ColourMap.At(index / 255f)).Select(colour => (0.2126 * colour.Red) + (0.7152 * colour.Green) + (0.0722 * colour.Blue)).ToList();

        Assert.Equal((new SKColor(0, 0, 4), new SKColor(252, 255, 164)), (ColourMap.At(0), ColourMap.At(1)));
        Assert.All(brightness.Zip(brightness.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 0.5));
    }

    [Fact]
    public void Heat_has_the_same_colour_in_every_picture()
    {
        using var mild = VaeHeatmapPainter.Overlay(Pixels(50), Shape, [.. Enumerable.Repeat(5f, 256)]);
        using var wild = VaeHeatmapPainter.Overlay(Pixels(50), Shape, [.. Enumerable.Repeat(5f, 255), 1e6f]);

        Assert.Equal(mild.Pixels[..4].ToArray(), wild.Pixels[..4].ToArray());
    }

    [Fact]
    public void A_picture_has_the_image_its_heat_a_legend_and_a_caption_in_our_own_font()
    {
        using var picture = SKBitmap.Decode(VaeHeatmapPainter.Png(Image("sub/01.png", 3.2f)));
        using var other = SKBitmap.Decode(VaeHeatmapPainter.Png(Image("sub/02.png", 3.2f)));

        Assert.Equal((592, 312), (picture.Width, picture.Height));
        Assert.Equal(new SKColor(100, 100, 100), picture.GetPixel(8 + 100, 8 + 100));
        Assert.Equal(ColourMap.At(1), picture.GetPixel(540, 8));
        Assert.True(Enumerable.Range(272, 39).Any(y => Enumerable.Range(0, 592).Any(x => picture.GetPixel(x, y) != other.GetPixel(x, y))), "the names look the same");
        Assert.Equal("DejaVu Sans", CaptionText.Paint(12, SKColors.White).Typeface.FamilyName);
    }

    [Fact]
    public void A_caption_never_rounds_a_p_value_to_nothing() => Assert.Equal(
        "score 4.50, p-value 3.2E-05: anomaly at threshold 2.00", Image("x", 4.5f).Verdict);

    [Fact]
    public void A_contact_sheet_shows_the_worst_images_and_asks_only_for_those()
    {
        var sheet = new VaeContactSheet();
        for (var index = 0; index < 100; index++)
        {
            Assert.True(sheet.Takes(index));
            sheet.Add(Image($"{index}", index));
        }

        Assert.Equal((false, false, true, true), (sheet.Takes(0), sheet.Takes(76), sheet.Takes(77), sheet.Takes(float.NaN)));
        using var folder = new TemporaryFolder();
        sheet.Save(folder.File("sheet.png"));
        using var picture = SKBitmap.Decode(folder.File("sheet.png"));
        Assert.Equal((1152, 1028), (picture.Width, picture.Height));
        using var empty = SKBitmap.Decode(new VaeContactSheet().Png());
        Assert.Equal(178, empty.Height);
    }

    [Fact]
    public void Arrays_of_another_size_are_refused()
    {
        Assert.Throws<ArgumentException>(() => VaeHeatmapPainter.Overlay(new float[3], Shape, new float[256]));
        Assert.Throws<ArgumentException>(() => VaeHeatmapPainter.Png(Image("x", 1) with { Heatmap = new float[3] }));
        Assert.StartsWith("Array 'Pixels' must hold 256 values, as the shape says; got 3.", Assert.Throws<ArgumentException>(() => new VaeContactSheet().Add(Image("x", 1) with { Pixels = new float[3] })).Message, StringComparison.Ordinal);
    }

    private static float[] Pixels(float value) => [.. Enumerable.Repeat(value, 256)];

    private static VaeScoredImage Image(string name, float score) => new(name, Shape, Pixels(100), [.. Enumerable.Range(0, 256).Select(place => place / 8f)], score, MathF.Pow(10, -score), score >= 2, 2);
}
