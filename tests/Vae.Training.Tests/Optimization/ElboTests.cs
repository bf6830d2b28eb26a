using TorchSharp;
using Vae.Training.Optimization;

namespace Vae.Training.Tests.Optimization;

public sealed class ElboTests
{
    /// <summary>Two features, variance 1, divergence ½: −(ln 2π + 1 + ½) = −(1.8379 + 1.5).</summary>
    [Fact]
    public void It_is_the_Gaussian_log_likelihood_at_the_best_variance_minus_the_divergence()
    {
        Assert.Equal(-3.3378771, Elbo.Value(meanSquaredError: 1 - 1e-4, klDivergence: 0.5, features: 2), 6);
    }

    [Fact]
    public void The_loss_has_its_part_that_depends_on_the_network()
    {
        using var scope = torch.NewDisposeScope();
        var loss = Elbo.Reconstruction(torch.tensor(new[] { 1 - 1e-4, Math.E - 1e-4 }), features: 6).data<double>().ToArray();

        Assert.Equal(0, loss[0], 9);
        Assert.Equal(3, loss[1], 9);

        // The rest of the ELBO is the same for both.
        Assert.Equal(loss[1] - loss[0], Elbo.Value(1 - 1e-4, 0, 6) - Elbo.Value(Math.E - 1e-4, 0, 6), 9);
    }
}
