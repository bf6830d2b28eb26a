namespace Vae.MLNet.Tests.Images;

/// <summary>Boxes around the hottest parts of a heatmap.</summary>
public sealed class VaeHotRegionTests
{
    private static readonly VaeImageShape Shape = new(1, 16, 20);

    [Fact]
    public void Parts_that_touch_are_one_box_and_the_hottest_comes_first()
    {
        var heat = Heat((2, 3, 9), (3, 4, 16), (10, 12, 25), (19, 0, 25), (0, 1, 25), (6, 6, 4.9f));

        var regions = VaeHotRegion.Find(heat, Shape);

        Assert.Equal([new(19, 0, 1, 1, 25), new(0, 1, 1, 1, 25), new(10, 12, 1, 1, 25)], regions);
        Assert.Equal(new(2, 3, 2, 2, 16), VaeHotRegion.Find(heat, Shape, most: 9)[3]);
        Assert.Equal(4, VaeHotRegion.Find(heat, Shape, most: 9).Count);                 // 4.9 is under half of 25 in the logarithm
    }

    [Fact]
    public void A_normal_image_has_none() => Assert.Empty(VaeHotRegion.Find(Heat((5, 5, 1.9f)), Shape));

    [Fact]
    public void Another_size_is_refused() => Assert.Contains(
        "must hold 320 values, as the shape says; got 319", Assert.Throws<ArgumentException>(() => VaeHotRegion.Find(new float[319], Shape)).Message,
        StringComparison.Ordinal);

    private static float[] Heat(params (int X, int Y, float Heat)[] spots)
    {
        var heat = Enumerable.Repeat(1f, Shape.Length).ToArray();
        foreach (var (x, y, value) in spots)
        {
            heat[(y * Shape.Width) + x] = value;
        }

        return heat;
    }
}
