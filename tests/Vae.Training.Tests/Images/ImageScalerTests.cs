using TorchSharp;
using Vae.MLNet;
using Vae.Training.Images;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Images;

public sealed class ImageScalerTests : IDisposable
{
    private static readonly VaeImageShape Shape = new(3, 16, 16);

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>Two images, 40 grey levels apart in each pixel: mean 100 + channel, deviation around the mean image 20.</summary>
    [Fact]
    public void Each_channel_has_one_mean_and_one_scale()
    {
        var images = stack([Flat(80), Flat(120)]);

        var scaler = ImageScaler.Fit([images], Shape);

        Assert.Equal([100, 101, 102], scaler.Mean);
        Assert.Equal([20, 20, 20], scaler.Scale);
        Assert.Equal([-1, 1], scaler.Apply(images).mean([1, 2, 3]).data<float>());
        Assert.True(scaler.Invert(scaler.Apply(images)).flatten(1).allclose(images));
    }

    [Fact]
    public void A_missing_pixel_becomes_what_is_expected_there()
    {
        var images = stack([Flat(80), Flat(120)]);
        images[0, 5] = float.NaN;
        var scaler = ImageScaler.Fit([images], Shape);

        var scaled = scaler.Apply(images);

        Assert.Equal(120, scaler.Invert(scaled).flatten(1)[0, 5].ToSingle(), 1e-3);
        Assert.False(scaled.isnan().any().ToBoolean());
    }

    [Fact]
    public void Values_beyond_the_range_are_clipped()
    {
        var scaler = ImageScaler.Fit([stack([Flat(0), Flat(200)])], Shape);
        var wild = stack([Flat(float.PositiveInfinity), Flat(-1000)]);

        Assert.Equal([255, 0], scaler.Invert(scaler.Apply(wild)).amax([1, 2, 3]).data<float>());
    }

    [Fact]
    public void Images_that_do_not_differ_get_a_scale_of_four_grey_levels()
    {
        Assert.Equal([4, 4, 4], ImageScaler.Fit([stack([Flat(50), Flat(50)])], Shape).Scale);
    }

    private static Tensor Flat(float value) => cat([full([256], value), full([256], value + 1), full([256], value + 2)]);
}
