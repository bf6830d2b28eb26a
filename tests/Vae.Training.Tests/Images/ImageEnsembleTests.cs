using TorchSharp;
using Vae.Training.Images;
using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Images;

public sealed class ImageEnsembleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(1, 16, 16, 1, "32", 8, 8, 32)]
    [InlineData(1, 28, 28, 1, "16, 32", 7, 7, 32)]
    [InlineData(3, 17, 33, 1, "16, 32", 5, 9, 64)]
    [InlineData(1, 64, 64, 1, "8, 16, 32", 8, 8, 64)]
    [InlineData(3, 31, 64, 1, "16, 32", 8, 16, 64)]
    [InlineData(1, 65, 200, 4, "16, 32", 5, 13, 64)]
    [InlineData(3, 256, 256, 4, "8, 16, 32", 8, 8, 64)]
    public void Its_sizes_follow_from_those_of_the_images(int channels, int height, int width, int pool, string stages, int bottomHeight, int bottomWidth, int latent)
    {
        using var none = no_grad();
        var network = new ImageNetwork(new(channels, height, width));

        Assert.Equal((pool, stages, bottomHeight, bottomWidth, latent), (network.Pool, string.Join(", ", network.Channels), network.BottomHeight, network.BottomWidth, network.Latent));

        var ensemble = Ensemble(network, members: 2, latent: 5);
        var images = randn([3, channels, height, width], generator: _generator);
        var rows = network.Pooled(images);
        var (mean, logVariance) = ensemble.Encode(stack([rows, rows]));

        Assert.Equal([3, network.Length], rows.shape);
        Assert.Equal([2, 3, 5], mean.shape);
        Assert.Equal([2, 3, 5], logVariance.shape);
        Assert.Equal([2, 3, network.Length], ensemble.Decode(mean).shape);
        Assert.Equal(images.shape, network.Expanded(rows).shape);
    }

    [Fact]
    public void All_members_at_once_give_what_each_gives_alone()
    {
        using var none = no_grad();
        var ensemble = Ensemble(new(new(3, 18, 20)), members: 3, latent: 4);
        var x = randn([3, 5, ensemble.Inputs], generator: _generator);
        var (means, logVariances) = ensemble.Encode(x);
        var decoded = ensemble.Decode(means);

        for (var member = 0; member < 3; member++)
        {
            var (mean, logVariance) = ensemble.EncodeMember(x[member], member);
            Assert.True(means[member].allclose(mean, 1e-5, 1e-5));
            Assert.True(logVariances[member].allclose(logVariance, 1e-5, 1e-5));
            Assert.True(decoded[member].allclose(ensemble.DecodeMember(means[member], member), 1e-5, 1e-5));
        }
    }

    [Fact]
    public void Gradients_reach_every_parameter_of_every_member()
    {
        var ensemble = Ensemble(new(new(1, 28, 28)), members: 2, latent: 4);
        var x = randn([2, 6, ensemble.Inputs], generator: _generator);

        var (mean, logVariance) = ensemble.Encode(x);
        ((x - ensemble.Decode(mean + (0.5 * logVariance).exp())).square().mean() + Posterior.KlDivergence(mean, logVariance).mean()).backward();

        Assert.All(ensemble.Parameters, parameter =>
        {
            Assert.True(parameter.requires_grad);
            Assert.All(Enumerable.Range(0, 2), member => Assert.True(parameter.grad![member].abs().max().ToDouble() > 0));
        });
    }

    [Fact]
    public void Every_layer_is_among_its_parameters_once()
    {
        var ensemble = Ensemble(new(new(1, 64, 64)), members: 2, latent: 4);

        Assert.Equal(2 * (5 + 3 + 3) + 1, ensemble.Parameters.Count);
        Assert.Equal(ensemble.Parameters.Count, ensemble.Parameters.Select(parameter => parameter.Handle).Distinct().Count());
    }

    private ImageEnsemble Ensemble(ImageNetwork network, int members, int latent) =>
        new(members, network, 12, latent, randn([network.Length], generator: _generator), _generator);
}
