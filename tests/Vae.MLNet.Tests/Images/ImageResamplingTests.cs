using Vae.MLNet.Images;

namespace Vae.MLNet.Tests.Images;

public sealed class ImageResamplingTests
{
    [Fact]
    public void An_image_of_the_shape_is_copied_and_grey_stays_grey()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        Assert.Equal(bytes.Select(value => (float)value), Fill(PixelGrid.Grey(bytes, 16, 16), new(1, 16, 16)));
        byte[] rgba = [.. bytes.SelectMany(value => (byte[])[value, value, value, 255])];
        Assert.Equal(bytes.Select(value => (float)value), Fill(PixelGrid.Rgba(rgba, 16, 16), new(1, 16, 16)));
    }

    [Fact]
    public void Half_the_size_weighs_three_eighths_three_eighths_and_an_eighth_on_each_side()
    {
        var bytes = new byte[32 * 32];
        bytes[(10 * 32) + 10] = 64;    // one bright pixel: row 10, column 10

        var pixels = Fill(PixelGrid.Grey(bytes, 32, 32), new(1, 16, 16));

        Assert.Equal(64f * 3 / 8 * 3 / 8, pixels[(5 * 16) + 5]);
        Assert.Equal(64f * 3 / 8 * 1 / 8, pixels[(5 * 16) + 4]);
        Assert.Equal(64f * 1 / 8 * 1 / 8, pixels[(4 * 16) + 4]);
        Assert.Equal(0, pixels[(5 * 16) + 6]);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(17, 40)]
    [InlineData(200, 200)]
    [InlineData(3, 5)]
    [InlineData(1, 1)]
    [InlineData(1000, 18)]
    public void An_even_image_stays_even_at_any_size(int width, int height)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)201, width * height)];

        Assert.All(Fill(PixelGrid.Grey(bytes, width, height), new(1, 30, 17)), value => Assert.Equal(201, value, 3));
    }

    [Fact]
    public void Channels_come_one_after_the_other_whatever_the_order_of_the_bytes()
    {
        byte[] rgba = [.. Enumerable.Repeat((byte[])[10, 20, 30, 255], 256).SelectMany(pixel => pixel)];
        byte[] bgra = [.. Enumerable.Repeat((byte[])[30, 20, 10, 255], 256).SelectMany(pixel => pixel)];
        float[] expected = [.. Enumerable.Repeat(10f, 256), .. Enumerable.Repeat(20f, 256), .. Enumerable.Repeat(30f, 256)];

        Assert.Equal(expected, Fill(PixelGrid.Rgba(rgba, 16, 16), new(3, 16, 16)));
        Assert.Equal(expected, Fill(PixelGrid.Bgra(bgra, 16, 16), new(3, 16, 16)));
        Assert.All(Fill(PixelGrid.Bgra(bgra, 16, 16), new(1, 16, 16)), value => Assert.Equal((0.299f * 10) + (0.587f * 20) + (0.114f * 30), value, 2));
    }

    private static float[] Fill(PixelGrid grid, VaeImageShape shape)
    {
        var pixels = new float[shape.Length];
        ImageResampling.Fill(grid, shape, pixels);
        return pixels;
    }
}
