using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>The training loop: nothing in it knows of scores, calibration or export.</summary>
internal sealed class TrainingLoop(LearningPlan plan, TrainingControl control)
{
    /// <summary>Reports per run.</summary>
    private const int Reports = 20;

    private readonly List<TrainingReport> _history = [];
    private readonly Stopwatch _clock = new();

    private TimeSpan Elapsed => (control.From?.Elapsed ?? TimeSpan.Zero) + _clock.Elapsed;

    /// <summary>
    /// Trains and returns the reports. The ensemble keeps the last weights, or the best so far when stopped early: at the earliest those after one
    /// step. Numbers are drawn for all members, whoever learns.
    /// </summary>
    /// <exception cref="NotFiniteLossException">The loss is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">Stopped before the first step, or abandoned.</exception>
    public IReadOnlyList<VaeTrainingProgress> Run(LearningTask task)
    {
        control.Stop.ThrowIfCancellationRequested();
        using var sampler = new EpochSampler(task.Folds, plan.BatchSize, task.Generator, task.Inputs.device);
        using var learners = Learners.Of(task, plan, sampler.BatchSize);
        var interval = Math.Max(1, plan.Steps / Reports);
        _clock.Restart();
        for (var step = GoOn(task, sampler, learners.All); step < plan.Steps; step++)
        {
            control.Cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = task.View.Apply(sampler.Next(task.Inputs));
            var inputs = task.Augmentation?.Invoke(batch) ?? batch;                     // [members, batch, inputs]
            var noise = plan.IsVariational ? Noise(task, sampler.BatchSize) : null;
            learners.Step(inputs, noise, step);
            var stopping = control.Stop.IsCancellationRequested || Elapsed >= (plan.TimeLimit ?? TimeSpan.MaxValue);
            var isDue = step + 1 == plan.Steps || (step + 1) % interval == 0;
            if (!isDue)
            {
                Offer();                                                                // a report that only a stop makes is no part of the state
            }

            if (isDue || stopping)
            {
                Require(learners.All.All(learner => learner.Seen.IsFinite), task.Inputs, step + 1, sampler.Epoch);
                Report(task, learners, step + 1, sampler.Epoch);
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
                control.Checkpoint?.Invoke(() => StateOf(task, step + 1, sampler, learners.All), stopping || step + 1 == plan.Steps);
        }

        Finish(learners.All);
        return [.. _history.Select(report => report.Progress(plan.Steps))];
    }

    /// <summary>What latents are sampled by [members, batch, latent].</summary>
    private Tensor Noise(LearningTask task, int batchSize) =>
        randn([plan.Members, batchSize, task.Ensemble.Latent], device: task.Inputs.device, generator: task.Generator);

    /// <summary>Brings everything to where the run is to go on, and returns the steps taken so far.</summary>
    private int GoOn(LearningTask task, EpochSampler sampler, IReadOnlyList<Learner> learners)
    {
        if (control.From is not { } state)
        {
            return 0;
        }

        state.Require(task.Inputs.device, learners, sampler.Take().Order.Length);
        foreach (var learner in learners)
        {
            learner.Restore(state.Members);
        }

        sampler.Restore(state.Sampler);
        task.Generator.Restore(state.Random);
        _history.AddRange(state.History);
        return state.Step;
    }

    private TrainingState StateOf(LearningTask task, int step, EpochSampler sampler, IReadOnlyList<Learner> learners) => new()
    {
        Device = TrainingState.NameOf(task.Inputs.device),
        Step = step,
        Steps = plan.Steps,
        Elapsed = Elapsed,
        Members = [.. learners.SelectMany(learner => learner.Take())],
        Sampler = sampler.Take(),
        Random = task.Generator.Take(),
        History = [.. _history],
    };

    /// <summary>Measures the members, and keeps their weights where they are the best so far.</summary>
    private void Report(LearningTask task, Learners learners, int step, int epoch)
    {
        learners.Validate();
        MemberReport[] members =
        [
            .. learners.All.SelectMany(learner => learner.Seen.Members.Zip(
                learner.HeldOut, (seen, heldOut) => new MemberReport(Elbo(seen), Elbo(heldOut), heldOut.Kl))),
        ];
        var report = new TrainingReport(epoch, step, members, Elapsed);
        var improved = _history.Count == 0 || ValidationElbo(report) > _history.Max(ValidationElbo);
        _history.Add(report);
        foreach (var learner in learners.All)
        {
            learner.Show();
            if (improved)
            {
                learner.Keep();
            }
        }

        control.Progress?.Report(report.Progress(plan.Steps));

        double Elbo((double Error, double Kl) of) => plan.Likelihood.LogLikelihood(of.Error, task.Ensemble.Inputs) - of.Kl;
    }

    /// <summary>
    /// Gives the ensemble its weights: after an early stop those with the best validation ELBO; before any were kept, those of the last step are the
    /// best.
    /// </summary>
    private void Finish(IReadOnlyList<Learner> learners)
    {
        var isPastBest = _history[^1].Step < plan.Steps && ValidationElbo(_history[^1]) < _history.Max(ValidationElbo);
        foreach (var learner in learners)
        {
            if (isPastBest)
            {
                learner.GoBack();
            }

            learner.Show();
        }
    }

    private double ValidationElbo(TrainingReport report) => report.Progress(plan.Steps).ValidationElbo;

    private static void Require(bool isFinite, Tensor inputs, int step, int epoch)
    {
        if (isFinite)
        {
            return;
        }

        var worst = inputs.abs().max(0).values.argmax().ToInt64();
        throw new NotFiniteLossException((int)worst, inputs.abs().max().ToDouble(), step, epoch);
    }
}
