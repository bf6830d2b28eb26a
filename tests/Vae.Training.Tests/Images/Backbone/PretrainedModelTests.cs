using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Images.Backbone;

/// <summary>Models that look through the pretrained network.</summary>
public sealed class PretrainedModelTests
{
    private static readonly VaeImageShape Large = new(1, 64, 72);

    [Fact]
    public void Images_of_64_pixels_are_looked_at_through_the_network_and_the_file_says_which()
    {
        var info = ImageRun.Of(Large).Vae.Info;

        Assert.Contains("ResNet-18", info.PretrainedNetwork, StringComparison.Ordinal);
        Assert.Equal("e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f", info.PretrainedDigest);
        Assert.Equal(VaeReferenceKind.Prototypes, info.References);
        var keys = ModelMetadata.Write(info).Select(entry => entry.Key).ToArray();
        Assert.Contains("vae.pretrained", keys);
        Assert.Contains("vae.pretrained.sha256", keys);
    }

    [Theory]
    [InlineData(16, null, false)]
    [InlineData(64, false, false)]
    [InlineData(16, true, true)]
    public void The_network_is_used_where_it_is_asked_for(int side, bool? asked, bool used)
    {
        var shape = new VaeImageShape(1, side, side);

        var trained = VaeTraining.Train(new(ImageRun.Pixels(12, shape), shape), ImageRun.Quick with { PretrainedNetwork = asked, Steps = 4 });

        Assert.Equal(used, trained.Info.PretrainedNetwork.Length > 0);
        using var model = trained.OpenModel(new() { Device = VaeDevice.Cpu });
        Assert.All(model.Score(ImageRun.Pixels(3, shape, seed: 5)).Score, score => Assert.True(float.IsFinite(score)));
    }

    [Fact]
    public void A_spot_glows_where_it_is_and_raises_the_score()
    {
        using var model = ImageRun.Of(Large).Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var image = ImageRun.Pixels(1, Large, seed: 9);
        var spoilt = image.ToArray();
        foreach (var (x, y) in from y in Enumerable.Range(44, 8) from x in Enumerable.Range(20, 8) select (x, y))
        {
            spoilt[(Large.Width * y) + x] = (x + y) % 2 == 0 ? 255 : 0;
        }

        Assert.True(model.Score(spoilt).Score[0] > model.Score(image).Score[0]);
        var heat = model.Heatmap(spoilt);
        var hottest = Array.IndexOf(heat, heat.Max());
        Assert.InRange(hottest % Large.Width, 18, 30);                                  // a spot of 8 x 8 pixels, and two beside it
        Assert.InRange(hottest / Large.Width, 42, 54);
    }
}
