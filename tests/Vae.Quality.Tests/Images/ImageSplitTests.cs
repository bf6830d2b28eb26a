using Vae.MLNet;
using Vae.Quality.Images;

namespace Vae.Quality.Tests.Images;

public sealed class ImageSplitTests
{
    private static readonly string[] Classes = [.. Enumerable.Range(0, 90).Select(image => "abc"[image % 3].ToString())];

    [Fact]
    public void Half_of_the_normal_class_trains_and_no_image_is_used_twice()
    {
        var split = ImageSplit.Draw(Classes, "b", mostOthers: 40, seed: 3);

        Assert.Equal((15, 15, 40), (split.Train.Length, split.Normal.Length, split.Others.Length));
        Assert.All(split.Train.Concat(split.Normal), image => Assert.Equal("b", Classes[image]));
        Assert.All(split.Others, image => Assert.NotEqual("b", Classes[image]));
        Assert.Equal(70, split.Train.Concat(split.Normal).Concat(split.Others).Distinct().Count());
    }

    [Fact]
    public void The_split_depends_on_the_seed_alone()
    {
        Assert.Equal(ImageSplit.Draw(Classes, "a", 40, 1).Train, ImageSplit.Draw(Classes, "a", 40, 1).Train);
        Assert.NotEqual(ImageSplit.Draw(Classes, "a", 40, 1).Train, ImageSplit.Draw(Classes, "a", 40, 2).Train);
    }

    [Theory]
    [InlineData("dogs", "dogs/x_1.png", "dogs")]
    [InlineData("", "rolled-in_scale_12.jpg", "rolled-in_scale")]
    [InlineData("", "alone.png", "alone")]
    public void A_class_is_a_folder_or_the_start_of_a_name(string label, string name, string expected) => Assert.Equal(expected, LabelledImages.ClassOf(label, name));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_defect_changes_what_it_says_and_nothing_else(int kind)
    {
        var shape = new VaeImageShape(3, 20, 30);
        var random = new Random(1);
        var image = Enumerable.Range(0, shape.Length).Select(_ => (float)random.Next(256)).ToArray();

        var (spoilt, changed) = new SyntheticDefect(shape, new Random(kind)).Spoil(image, kind);

        Assert.InRange(changed.Count(pixel => pixel), 4, 300);
        Assert.All(Enumerable.Range(0, 600).Where(pixel => !changed[pixel]), pixel => Assert.All(Enumerable.Range(0, 3), channel =>
            Assert.True(Math.Abs(image[(600 * channel) + pixel] - spoilt[(600 * channel) + pixel]) < 10)));
    }
}
