using Microsoft.ML.Data;

namespace Vae.MLNet.Tests.Images;

public sealed class VaeImageReaderTests
{
    private static readonly VaeImageReader Reader = new(Fixture.Colour);

    [Theory]
    [InlineData("photo.png", VaeImageStatus.Read, "")]
    [InlineData("photo.bmp", VaeImageStatus.Read, "")]
    [InlineData("photo.jpg", VaeImageStatus.Read, "")]
    [InlineData("progressive.jpg", VaeImageStatus.Read, "")]
    [InlineData("still.webp", VaeImageStatus.Read, "")]
    [InlineData("one-bit.png", VaeImageStatus.Read, "")]
    [InlineData("cmyk.jpg", VaeImageStatus.ReadWithRemark, "CMYK converted without its profile")]
    [InlineData("sixteen-bit.png", VaeImageStatus.ReadWithRemark, "16 bits reduced to 8")]
    [InlineData("sixteen-bit-grey.png", VaeImageStatus.ReadWithRemark, "16 bits reduced to 8")]
    [InlineData("palette.png", VaeImageStatus.ReadWithRemark, "palette expanded")]
    [InlineData("transparent.png", VaeImageStatus.ReadWithRemark, "transparency laid over black")]
    [InlineData("turned.jpg", VaeImageStatus.ReadWithRemark, "orientation mark not applied")]
    [InlineData("animated.gif", VaeImageStatus.Unsupported, "an animation of 2 frames is not one image; extract the frames")]
    [InlineData("animated.png", VaeImageStatus.Unsupported, "an animation of 2 frames is not one image; extract the frames")]
    [InlineData("animated.webp", VaeImageStatus.Unsupported, "an animation of 2 frames is not one image; extract the frames")]
    [InlineData("tiff.tif", VaeImageStatus.Unsupported, "TIFF is not read; save it as PNG")]
    [InlineData("bomb.png", VaeImageStatus.TooLarge, "60000 x 60000 pixels are more than 100 million")]
    [InlineData("make.py", VaeImageStatus.NotAnImage, "the content is no image")]
    public void Every_kind_of_file_has_its_status(string name, VaeImageStatus status, string remark)
    {
        var image = Reader.Read(Fixture.Path(name));

        Assert.Equal((status, remark, Fixture.Path(name)), (image.Status, image.Remark, image.Source));
        Assert.Equal(status is VaeImageStatus.Read or VaeImageStatus.ReadWithRemark, image.IsRead);
    }

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("photo.png")]
    [InlineData("photo.bmp")]
    [InlineData("palette.png")]
    public void A_file_that_was_cut_anywhere_gives_no_pixels(string name)
    {
        var whole = Fixture.Bytes(name);
        for (var length = 1; length < whole.Length; length += 37)
        {
            var image = Reader.Read(whole[..length], name);
            Assert.False(image.IsRead, $"{name} cut at {length}: {image.Status}");
        }

        Assert.Equal(VaeImageStatus.Truncated, Reader.Read(whole[..(whole.Length * 3 / 4)], name).Status);
    }

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("photo.png")]
    public void A_copy_that_ends_in_zeros_gives_no_pixels(string name)
    {
        var bytes = Fixture.Bytes(name);
        bytes.AsSpan(bytes.Length * 3 / 4).Clear();

        Assert.False(Reader.Read(bytes, name).IsRead);
    }

    [Fact]
    public void A_changed_byte_of_a_png_is_damage()
    {
        var bytes = Fixture.Bytes("photo.png");
        bytes[bytes.Length / 2] ^= 0x55;

        Assert.Equal(VaeImageStatus.Damaged, Reader.Read(bytes, "photo.png").Status);
    }

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("animated.gif")]
    [InlineData("photo.bmp")]
    [InlineData("still.webp")]
    [InlineData("cmyk.jpg")]
    public void Damage_anywhere_never_throws(string name)
    {
        var random = new Random(1);
        for (var trial = 0; trial < 200; trial++)
        {
            var bytes = Fixture.Bytes(name);
            for (var change = 0; change < 4; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.True(Enum.IsDefined(Reader.Read(bytes, name).Status));
        }
    }

    [Fact]
    public void A_file_of_no_bytes_is_empty_and_a_missing_one_inaccessible()
    {
        Assert.Equal((VaeImageStatus.Empty, "the file has no bytes"), Of(Reader.Read([], "empty.png")));
        Assert.Equal(VaeImageStatus.Inaccessible, Reader.Read(Fixture.Path("missing.png")).Status);
        Assert.Equal(VaeImageStatus.Inaccessible, Reader.Read(Path.GetTempPath()).Status);
    }

    [Fact]
    public void Content_counts_and_not_the_name()
    {
        Assert.Equal((VaeImageStatus.NotAnImage, "the content is no image"), Of(Reader.Read("hello"u8.ToArray(), "text.png")));
        Assert.Equal((VaeImageStatus.ReadWithRemark, "named JPEG, read as PNG"), Of(Reader.Read(Fixture.Bytes("photo.png"), "photo.jpg")));
    }

    [Fact]
    public void Lossless_formats_give_the_same_pixels_and_red_comes_first()
    {
        var png = Reader.Read(Fixture.Path("photo.png")).Pixels;

        Assert.Equal(png, Reader.Read(Fixture.Path("photo.bmp")).Pixels);
        Assert.Equal(png, Reader.Read(Fixture.Path("still.webp")).Pixels);
        Assert.Equal(png, Reader.Read(Fixture.Path("sixteen-bit.png")).Pixels);
        Assert.Equal(png[..Fixture.Colour.Length].Take(48 * 64), new VaeImageReader(new(1, 48, 64)).Read(Fixture.Path("sixteen-bit-grey.png")).Pixels);
        Assert.InRange(Mean(png, 0), 122, 130);    // red rises by 4 along 64 columns
        Assert.InRange(Mean(png, 1), 114, 122);    // green by 5 along 48 rows
        Assert.InRange(Mean(png, 2), 106, 114);    // blue by 2 along both
    }

    [Fact]
    public void Cmyk_is_close_to_the_colours_it_was_made_from()
    {
        var (cmyk, png) = (Reader.Read(Fixture.Path("cmyk.jpg")).Pixels, Reader.Read(Fixture.Path("photo.png")).Pixels);

        Assert.InRange(cmyk.Zip(png, (a, b) => Math.Abs(a - b)).Average(), 0, 2);
    }

    [Fact]
    public void Transparent_parts_are_black()
    {
        var (over, png) = (Reader.Read(Fixture.Path("transparent.png")).Pixels, Reader.Read(Fixture.Path("photo.png")).Pixels);

        for (var place = 0; place < over.Length; place++)
        {
            Assert.InRange(over[place] - (png[place] * (place % 64 * 4) / 255), -1, 1);   // opacity rises by 4 per column
        }
    }

    [Fact]
    public void An_ml_image_and_a_stream_give_the_pixels_of_the_file()
    {
        foreach (var name in (string[])["photo.png", "photo.jpg", "transparent.png", "one-bit.png"])
        {
            var expected = Reader.Read(Fixture.Path(name)).Pixels;
            using var image = MLImage.CreateFromFile(Fixture.Path(name));
            using var stream = File.OpenRead(Fixture.Path(name));

            Assert.Equal(expected, Reader.Read(image));
            Assert.Equal(expected, Reader.Read(stream, name).Pixels);
        }
    }

    [Fact]
    public void An_image_without_pixels_says_why()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Reader.Read([], "empty.png").Pixels);
        Assert.Equal("Image 'empty.png' must be read to have pixels; got Empty: the file has no bytes. Look at IsRead first.", error.Message);
    }

    [Fact]
    public void A_shape_that_no_model_takes_is_refused() =>
        Assert.StartsWith("Image shape '2 x 28 x 28' must have 1 or 3 channels", Assert.Throws<ArgumentOutOfRangeException>(() => new VaeImageReader(new(2, 28, 28))).Message, StringComparison.Ordinal);

    private static (VaeImageStatus, string) Of(VaeImage image) => (image.Status, image.Remark);

    private static float Mean(float[] pixels, int channel) => pixels.AsSpan(channel * 48 * 64, 48 * 64).ToArray().Average();
}
