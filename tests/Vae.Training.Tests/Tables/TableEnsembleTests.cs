using TorchSharp;
using Vae.Training.Learning;
using Vae.Training.Tables;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Tables;

public sealed class TableEnsembleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Its_parameters_have_these_names_and_shapes()
    {
        var ensemble = new TableEnsemble(members: 5, inputs: 30, hidden: 128, latent: 8, _generator, CPU);
        var layers = typeof(TableEnsemble).GetProperties().Where(property => property.PropertyType == typeof(BatchedLinear))
            .Select(property => (property.Name, Layer: (BatchedLinear)property.GetValue(ensemble)!)).ToArray();

        Assert.Equal(
            [
                "Encoder1 [5, 30, 128] [5, 1, 128]",
                "Encoder2 [5, 128, 128] [5, 1, 128]",
                "Mean [5, 128, 8] [5, 1, 8]",
                "LogVariance [5, 128, 8] [5, 1, 8]",
                "Decoder1 [5, 8, 128] [5, 1, 128]",
                "Decoder2 [5, 128, 128] [5, 1, 128]",
                "Output [5, 128, 30] [5, 1, 30]",
            ],
            layers.Select(pair => $"{pair.Name} [{string.Join(", ", pair.Layer.Weight.shape)}] [{string.Join(", ", pair.Layer.Bias.shape)}]"));
        Assert.Equal(layers.SelectMany(pair => new[] { pair.Layer.Weight.Handle, pair.Layer.Bias.Handle }), ensemble.Parameters.Select(parameter => parameter.Handle));
        Assert.All(ensemble.Parameters, parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void All_members_at_once_give_what_each_gives_alone()
    {
        using var none = no_grad();
        var ensemble = new TableEnsemble(members: 3, inputs: 6, hidden: 10, latent: 2, _generator, CPU);
        var x = randn(3, 5, 6, generator: _generator);                                  // [members, rows, features]
        var (means, logVariances) = ensemble.Encode(x);
        var decoded = ensemble.Decode(means);

        for (var member = 0; member < 3; member++)
        {
            var (mean, logVariance) = ensemble.EncodeMember(x[member], member);
            Assert.True(means[member].allclose(mean, 1e-5, 1e-6));
            Assert.True(logVariances[member].allclose(logVariance, 1e-5, 1e-6));
            Assert.True(decoded[member].allclose(ensemble.DecodeMember(mean, member), 1e-5, 1e-6));
        }
    }

    [Fact]
    public void The_log_variance_stays_in_its_range()
    {
        using var none = no_grad();
        var ensemble = new TableEnsemble(members: 2, inputs: 3, hidden: 8, latent: 4, _generator, CPU);

        var (_, logVariance) = ensemble.Encode(randn(2, 50, 3, generator: _generator) * 1e6);

        Assert.Equal((-10, 6), (logVariance.min().ToSingle(), logVariance.max().ToSingle()));
    }

    /// <summary>½ (1² + 1 − 1 − 0) + ½ (2² + 4 − 1 − ln 4).</summary>
    [Fact]
    public void The_divergence_is_that_of_two_Gaussians()
    {
        var mean = tensor(new float[] { 1, 2 }).view(1, 1, 2);
        var logVariance = tensor(new[] { 0, MathF.Log(4) }).view(1, 1, 2);

        var kl = Posterior.KlDivergence(mean, logVariance);

        Assert.Equal([1, 1], kl.shape);
        Assert.Equal(0.5 + (0.5 * (7 - Math.Log(4))), kl.ToDouble(), 5);
    }

    [Fact]
    public void The_divergence_is_0_for_the_prior_and_never_less()
    {
        Assert.Equal(0, Posterior.KlDivergence(zeros(1, 1, 3), zeros(1, 1, 3)).ToDouble());

        var kl = Posterior.KlDivergence(2 * randn(2, 500, 3, generator: _generator), 3 * randn(2, 500, 3, generator: _generator));

        Assert.True(kl.min().ToDouble() >= 0);
    }
}
