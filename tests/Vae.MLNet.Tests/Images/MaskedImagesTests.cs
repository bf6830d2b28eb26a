using Vae.MLNet.Images;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Images;

/// <summary>Images of which parts are not looked at: their pixels are missing.</summary>
public sealed class MaskedImagesTests : IDisposable
{
    private static readonly VaeImageShape Shape = new(1, 16, 16), Colour = new(3, 16, 16);

    private readonly TemporaryFolder _folder = new();

    public MaskedImagesTests()
    {
        Write("images/a/1.png", _ => 90);
        Write("images/b/2.png", _ => 120);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(255)]
    [InlineData(1)]
    public void One_mask_covers_all_images_where_it_is_dark(int white)
    {
        Write("mask.png", place => place % 16 < 6 ? 0 : white);

        var images = Set().Masked(_folder.File("mask.png")).Read(Colour).ToArray();

        Assert.Equal(2, images.Length);
        Assert.All(images, image => Assert.All(image.Pixels.Index(), pixel => Assert.Equal(pixel.Index % 16 < 6, float.IsNaN(pixel.Item))));
        Assert.Equal(90, images[0].Pixels[6]);
    }

    [Fact]
    public void A_mask_is_stretched_over_the_image()
    {
        var mask = new VaeImageShape(1, 32, 64);
        File.WriteAllBytes(_folder.File("mask.png"), PixelPng.Of(Enumerable.Range(0, mask.Length).Select(i => i % 64 < 32 ? 0f : 255).ToArray(), mask));

        var pixels = Set().Masked(_folder.File("mask.png")).Read(Shape).First().Pixels;

        Assert.Equal(Enumerable.Range(0, 256).Select(i => i % 16 < 8), pixels.Select(float.IsNaN));
    }

    [Fact]
    public void A_folder_has_a_mask_for_each_image_under_its_name_also_for_some_of_them()
    {
        Write("masks/b/2.bmp.png", _ => 0);
        File.Move(_folder.File("masks/b/2.bmp.png"), _folder.File("masks/b/2.jpeg"));   // a PNG file all the same
        var second = Set().WithLabel("b").Masked(_folder.File("masks"));

        Assert.All(second.Read(Shape).Single().Pixels, value => Assert.True(float.IsNaN(value)));
        Assert.Equal(
            $"Masks in folder '{_folder.File("masks")}' must be one for each image, under the image's name; got 0 for 'a/1.png'. "
            + "White is looked at: an image that is looked at as a whole has a white mask.",
            Assert.Throws<InvalidDataException>(() => Set().Masked(_folder.File("masks"))).Message);
    }

    [Fact]
    public void A_mask_that_cannot_be_read_is_the_status_of_its_image_and_no_end()
    {
        Write("masks/a/1.png", _ => 255);
        Directory.CreateDirectory(_folder.File("masks/b"));
        File.WriteAllText(_folder.File("masks/b/2.png"), "no image");

        var images = Set().Masked(_folder.File("masks")).Read(Shape).ToArray();

        Assert.Equal([VaeImageStatus.Read, VaeImageStatus.NotAnImage], images.Select(image => image.Status));
        Assert.Equal($"its mask '{_folder.File("masks/b/2.png")}': the content is no image", images[1].Remark);
    }

    [Fact]
    public void What_is_no_mask_is_refused_before_an_image_is_read()
    {
        Write("dark.png", _ => 0);
        File.WriteAllText(_folder.File("text.png"), "no image");

        Assert.Contains("dark all over", Refused("dark.png").Message, StringComparison.Ordinal);
        Assert.Contains("NotAnImage", Refused("text.png").Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Set().Masked(_folder.File("nothing.png")));

        InvalidDataException Refused(string name) => Assert.Throws<InvalidDataException>(() => Set().Masked(_folder.File(name)));
    }

    private VaeImageSet Set() => VaeImageSet.Open(_folder.File("images"));

    private void Write(string name, Func<int, int> value)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllBytes(_folder.File(name), PixelPng.Of(Enumerable.Range(0, 256).Select(place => (float)value(place)).ToArray(), Shape));
    }
}
