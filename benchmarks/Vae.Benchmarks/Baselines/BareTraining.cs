using Vae.Training.Learning;
using Vae.Training.Tables;
using static TorchSharp.torch;

namespace Vae.Benchmarks.Baselines;

/// <summary>
/// The training loop that one would write by hand with TorchSharp for the same networks: random batches, the same loss, autograd, optim.Adam at a fixed rate. No clipping,
/// schedule, validation or progress.
/// </summary>
internal static class BareTraining
{
    public static void Run(TableEnsemble ensemble, Tensor rows, int batchSize, int steps)
    {
        using var adam = optim.Adam(ensemble.Parameters, lr: 2e-3);
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var index = randint(rows.shape[0], [ensemble.Members * batchSize]);
            var x = rows.index_select(0, index).view(ensemble.Members, batchSize, ensemble.Inputs);  // [members, batch, inputs]
            var (mean, logVariance) = ensemble.Encode(x);
            var z = mean + ((0.5 * logVariance).exp() * randn(mean.shape));             // [members, batch, latent]
            var squaredError = (x - ensemble.Decode(z)).square().mean([1, 2]);          // [members]
            var kl = Posterior.KlDivergence(mean, logVariance).mean([1]);
            var loss = (((0.5 * ensemble.Inputs * (squaredError + 1e-4).log()) + kl) / ensemble.Inputs).sum();
            adam.zero_grad();
            loss.backward();
            adam.step();
        }
    }
}
