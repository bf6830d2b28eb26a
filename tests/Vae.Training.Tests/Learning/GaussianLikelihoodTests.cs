using TorchSharp;
using Vae.Training.Learning;

namespace Vae.Training.Tests.Learning;

public sealed class GaussianLikelihoodTests
{
    /// <summary>Two features, variance 1: −(ln 2π + 1) = −(1.8379 + 1).</summary>
    [Fact]
    public void It_is_the_Gaussian_log_likelihood_at_the_best_variance()
    {
        Assert.Equal(-3.3378771 + 0.5, new GaussianLikelihood().LogLikelihood(meanError: 1 - 1e-4, inputs: 2), 6);
    }

    [Fact]
    public void The_loss_has_its_part_that_depends_on_the_network()
    {
        using var scope = torch.NewDisposeScope();
        var likelihood = new GaussianLikelihood();
        var loss = likelihood.Loss(torch.tensor(new[] { 1 - 1e-4, Math.E - 1e-4 }), inputs: 6).data<double>().ToArray();

        Assert.Equal(0, loss[0], 9);
        Assert.Equal(3, loss[1], 9);

        // The rest of the likelihood is the same for both.
        Assert.Equal(loss[1] - loss[0], likelihood.LogLikelihood(1 - 1e-4, 6) - likelihood.LogLikelihood(Math.E - 1e-4, 6), 9);
    }
}
