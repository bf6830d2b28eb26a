using Vae.MLNet;
using Vae.Quality.Images;

namespace Vae.Quality.Tests.Images;

public sealed class LabelledImagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vae-quality-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Images_that_cannot_be_read_are_left_out_and_the_others_keep_their_classes()
    {
        Write("crack", "1.png", "no image"u8.ToArray());
        var shape = new VaeImageShape(1, 16, 16);
        Write("crack", "2.png", Picture(shape, 10));
        Write("scratch", "3.png", Picture(shape, 20));

        var images = LabelledImages.Read(_folder, side: 16);

        Assert.Equal(["crack", "scratch"], images.Classes);
        Assert.Equal([16 * 16, 16 * 16], images.Pixels.Select(pixels => pixels.Length / images.Shape.Channels));
    }

    private static byte[] Picture(VaeImageShape shape, float grey) => VaeHeatmapPainter.Png(
        new("picture", shape, [.. Enumerable.Repeat(grey, shape.Length)], new float[shape.Height * shape.Width], 0, 1, false, 1));

    private void Write(string label, string name, byte[] content)
    {
        Directory.CreateDirectory(Path.Combine(_folder, label));
        File.WriteAllBytes(Path.Combine(_folder, label, name), content);
    }
}
