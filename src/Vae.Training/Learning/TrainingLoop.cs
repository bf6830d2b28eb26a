using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>The training loop: nothing in it knows of scores, calibration or export.</summary>
internal sealed class TrainingLoop(LearningPlan plan, TrainingControl control)
{
    /// <summary>Reports per run.</summary>
    private const int Reports = 20;

    private readonly List<VaeTrainingProgress> _history = [];
    private readonly Stopwatch _clock = new();

    private TimeSpan Elapsed => (control.From?.Elapsed ?? TimeSpan.Zero) + _clock.Elapsed;

    /// <summary>
    /// Trains and returns the reports. The ensemble keeps the last weights, or the best so far when stopped early: at the earliest those after one
    /// step.
    /// </summary>
    /// <exception cref="NotFiniteLossException">The loss is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">Stopped before the first step, or abandoned.</exception>
    public IReadOnlyList<VaeTrainingProgress> Run(LearningTask task)
    {
        control.Stop.ThrowIfCancellationRequested();
        using var validation = new Validation(task, plan);
        using var sampler = new EpochSampler(task.Folds, plan.BatchSize, task.Generator, task.Inputs.device);
        using var training = new TrainingStep(task.Ensemble, plan, task.Generator);
        using var best = new BestWeights(task.Ensemble);
        var interval = Math.Max(1, plan.Steps / Reports);
        _clock.Restart();
        for (var step = GoOn(task, sampler, training, best); step < plan.Steps; step++)
        {
            control.Cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = task.View.Apply(sampler.Next(task.Inputs));
            var inputs = task.Augmentation?.Invoke(batch) ?? batch;                     // [members, batch, inputs]
            var (loss, error, kl) = training.Run(inputs, step);
            var stopping = control.Stop.IsCancellationRequested || Elapsed >= (plan.TimeLimit ?? TimeSpan.MaxValue);
            var isDue = step + 1 == plan.Steps || (step + 1) % interval == 0;
            if (!isDue)
            {
                Offer();                                                                // a report that only a stop makes is no part of the state
            }

            if (isDue || stopping)
            {
                Require(loss, task.Inputs, step + 1, sampler.Epoch);
                if (Report(task.Ensemble.Inputs, (error, kl), validation.Measure(), step + 1, sampler.Epoch))
                {
                    best.Keep();
                }
            }

            if (isDue)
            {
                Offer();
            }

            if (stopping)
            {
                break;
            }

            void Offer() =>
                control.Checkpoint?.Invoke(() => StateOf(task, step + 1, sampler, training, best), stopping || step + 1 == plan.Steps);
        }

        StopEarly(best);
        return _history;
    }

    /// <summary>Brings everything to where the run is to go on, and returns the steps taken so far.</summary>
    private int GoOn(LearningTask task, EpochSampler sampler, TrainingStep training, BestWeights best)
    {
        if (control.From is not { } state)
        {
            return 0;
        }

        state.Require(task.Inputs.device, task.Ensemble.Parameters.Sum(parameter => parameter.numel()), sampler.Take().Order.Length);
        training.Optimizer.Restore(state.Optimizer);
        sampler.Restore(state.Sampler);
        if (state.BestWeights is { } weights)
        {
            best.Keep(weights);
        }

        task.Generator.Restore(state.Random);
        _history.AddRange(state.History);
        return state.Step;
    }

    private TrainingState StateOf(LearningTask task, int step, EpochSampler sampler, TrainingStep training, BestWeights best) => new()
    {
        Device = TrainingState.NameOf(task.Inputs.device),
        Step = step,
        Elapsed = Elapsed,
        Optimizer = training.Optimizer.Take(),
        Sampler = sampler.Take(),
        Random = task.Generator.Take(),
        History = [.. _history],
        BestWeights = best.Exist ? best.Take() : null,
    };

    private bool Report(int inputs, (Tensor Error, Tensor Kl) batch, (Tensor Error, Tensor Kl) validation, int step, int epoch)
    {
        using var none = no_grad();
        var report = new VaeTrainingProgress(epoch, step, plan.Steps, Elbo(batch), Elbo(validation), validation.Kl.mean().ToDouble(), Elapsed);
        var improved = _history.Count == 0 || report.ValidationElbo > _history.Max(earlier => earlier.ValidationElbo);
        _history.Add(report);
        control.Progress?.Report(report);
        return improved;

        double Elbo((Tensor Error, Tensor Kl) members) => Values(members.Error).Zip(Values(members.Kl))
            .Average(member => plan.Likelihood.LogLikelihood(member.First, inputs) - member.Second);

        static double[] Values(Tensor members) => members.to(float64).cpu().data<double>().ToArray();
    }

    /// <summary>
    /// After an early stop, goes back to the weights with the best validation ELBO; before any were kept, those of the last step are the best.
    /// </summary>
    private void StopEarly(BestWeights best)
    {
        if (_history[^1].Step < plan.Steps && best.Exist && _history[^1].ValidationElbo < _history.Max(report => report.ValidationElbo))
        {
            best.Restore();
        }
    }

    private static void Require(Tensor loss, Tensor inputs, int step, int epoch)
    {
        if (double.IsFinite(loss.ToDouble()))
        {
            return;
        }

        var worst = inputs.abs().max(0).values.argmax().ToInt64();
        throw new NotFiniteLossException((int)worst, inputs.abs().max().ToDouble(), step, epoch);
    }
}
