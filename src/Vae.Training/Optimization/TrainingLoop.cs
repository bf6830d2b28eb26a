using System.Diagnostics;
using TorchSharp;
using Vae.Training.Network;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training.Optimization;

/// <summary>The training loop: nothing in it knows of scores, calibration or export.</summary>
internal sealed class TrainingLoop(VaeTrainingOptions options, IProgress<VaeTrainingProgress>? progress, CancellationToken cancellation)
{
    /// <summary>Reports per run.</summary>
    private const int Reports = 20;

    /// <summary>Held-out rows per member that the validation ELBO is measured on.</summary>
    private const int ValidationRows = 256;

    private readonly List<VaeTrainingProgress> _history = [];
    private readonly Stopwatch _clock = new();

    /// <summary>Trains <paramref name="ensemble"/> on scaled rows [rows, features] and returns the reports. The ensemble keeps the last weights, or the best so far when stopped early.</summary>
    /// <exception cref="ArithmeticException">The loss is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before there was a model to keep.</exception>
    public IReadOnlyList<VaeTrainingProgress> Run(IEnsemble ensemble, MemberView? view, Tensor rows, Folds folds, Generator generator, ImageAugmentation? augmentation = null)
    {
        var validation = folds.HeldOut.Min(fold => fold.Length) is var smallest
            ? tensor(folds.HeldOut.SelectMany(fold => fold.Take(Math.Min(ValidationRows, smallest))).ToArray(), device: rows.device)
            : throw new UnreachableException();
        using var validationRows = view.Apply(rows.index_select(0, validation).view(ensemble.Members, -1, ensemble.Features)).DetachFromDisposeScope();
        using var sampler = new EpochSampler(folds, options.ResolvedBatchSize, generator, rows.device);
        using var training = new TrainingStep(ensemble, options, generator);
        var interval = Math.Max(1, options.ResolvedSteps / Reports);
        using var best = new BestWeights(ensemble);
        _clock.Restart();
        for (var step = 0; step < options.ResolvedSteps; step++)
        {
            using var scope = NewDisposeScope();
            var batch = view.Apply(sampler.Next(rows));
            var x = augmentation?.Apply(batch) ?? batch;                                // [members, batch, features]
            var (loss, squaredError, kl) = training.Run(x, step);
            var last = step + 1 == options.ResolvedSteps;
            var stopping = cancellation.IsCancellationRequested || _clock.Elapsed >= (options.TimeLimit ?? TimeSpan.MaxValue);
            if (last || stopping || (step + 1) % interval == 0)
            {
                Require(loss, rows, step + 1, sampler.Epoch);
                var improved = Report(ensemble, validationRows, squaredError, kl, step + 1, sampler.Epoch);
                if (stopping && !last)
                {
                    break;
                }

                if (improved)
                {
                    best.Keep();
                }
            }
        }

        StopEarly(best);
        return _history;
    }

    private bool Report(IEnsemble ensemble, Tensor validationRows, Tensor squaredError, Tensor kl, int step, int epoch)
    {
        using var none = no_grad();
        var (mean, logVariance) = ensemble.Encode(validationRows);
        var validationError = (validationRows - ensemble.Decode(mean)).square().mean([1, 2]);  // [members]
        var validationKl = Posterior.KlDivergence(mean, logVariance).mean([1]);
        var report = new VaeTrainingProgress(
            epoch, step, options.ResolvedSteps, Mean(squaredError, kl), Mean(validationError, validationKl), validationKl.mean().ToDouble(), _clock.Elapsed);
        var improved = _history.Count == 0 || report.ValidationElbo > _history.Max(earlier => earlier.ValidationElbo);
        _history.Add(report);
        progress?.Report(report);
        return improved;

        double Mean(Tensor errors, Tensor divergences) => errors.to(float64).cpu().data<double>().Zip(divergences.to(float64).cpu().data<double>())
            .Average(member => Elbo.Value(member.First, member.Second, ensemble.Features));
    }

    /// <summary>After an early stop, goes back to the weights with the best validation ELBO.</summary>
    private void StopEarly(BestWeights best)
    {
        if (_history[^1].Step == options.ResolvedSteps)
        {
            return;
        }

        if (!best.Exist)
        {
            cancellation.ThrowIfCancellationRequested();
        }
        else if (_history[^1].ValidationElbo < _history.Max(report => report.ValidationElbo))
        {
            best.Restore();
        }
    }

    private static void Require(Tensor loss, Tensor rows, int step, int epoch)
    {
        if (double.IsFinite(loss.ToDouble()))
        {
            return;
        }

        var worst = rows.abs().max(0).values.argmax().ToInt64();
        throw new NotFiniteLossException((int)worst, rows.abs().max().ToDouble(), step, epoch);
    }
}
