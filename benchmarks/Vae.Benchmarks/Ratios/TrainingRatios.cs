using Vae.Benchmarks.Baselines;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;
using Vae.Training;
using Vae.Training.Learning;
using Vae.Training.Native;
using Vae.Training.Tables;
using static TorchSharp.torch;

namespace Vae.Benchmarks.Ratios;

/// <summary>The training loop against one written by hand, five members against one, and the count of live tensors.</summary>
internal static class TrainingRatios
{
    private const int Rounds = 7;
    private const int Features = 30;
    private const int Rows = 10_000;

    /// <summary>The defaults with fewer steps, so that all rounds pass in seconds; the reports, 20 in any run, weigh the more.</summary>
    private static readonly VaeTrainingOptions Options = new() { Device = MLNet.VaeDevice.Cpu, Steps = 400 };
    private static readonly LearningPlan Plan = TableTrainer.PlanOf(Options);

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        TorchNative.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var device = TorchDevice.Of(Options.Device, Options.Threads, large: false);
        using var generator = new Generator(1);
        var rows = tensor(RandomRows.Values(Rows, Features), [Rows, Features]);
        var live = new List<long>();
        var loop = Contest.Run(Rounds, () => PerStep(rows, generator, live), () => PerBareStep(rows, generator));
        yield return new()
        {
            Group = "training", Subject = "training, with clipping, schedule and reports", Baseline = "bare TorchSharp loop", On = "default", Unit = "steps/s", SubjectValue = loop.Rate(0), BaselineValue = loop.Rate(1),
            Value = loop.Ratio(1, 0).Wall, Cpu = loop.Ratio(1, 0).Cpu, Rounds = Rounds, Goal = Goal.Least(0.95), Note = FormattableString.Invariant($"{get_num_threads()} thread(s)"),
        };

        // The first reports come before the best weights are kept for the first time.
        yield return new()
        {
            Group = "training", Subject = "live tensors at the end of training", Baseline = "after a tenth of it", On = "default", Unit = "tensors", SubjectValue = live[^1], BaselineValue = live[1],
            Value = Spread.Of([(double)live[^1] / live[1]]), Rounds = 1, Goal = Goal.Most(1),
        };

        var members = Contest.Run(Rounds, () => PerPlainStep(rows, generator, Plan.Members), () => PerPlainStep(rows, generator, 1));
        yield return new()
        {
            Group = "training", Subject = "a step of five members", Baseline = "a step of one", On = "default", Unit = "ms", SubjectValue = 1e3 * members.Seconds(0), BaselineValue = 1e3 * members.Seconds(1),
            Value = members.Ratio(0, 1).Wall, Cpu = members.Ratio(0, 1).Cpu, Rounds = Rounds, Goal = Goal.Most(2.5),
        };
    }

    private static TableEnsemble Ensemble(int members, Generator generator) => new(members, Features, Options.HiddenUnits, Features, generator, CPU);

    private static Cost PerStep(Tensor rows, Generator generator, List<long> live)
    {
        using var scope = NewDisposeScope();
        var ensemble = Ensemble(Plan.Members, generator);
        var folds = Folds.Deal(Rows, Plan.Members, generator);
        live.Clear();
        var progress = new Reports(_ => live.Add(Tensor.TotalCount));
        return Cost.Of(() => new TrainingLoop(Plan, new(progress)).Run(new(ensemble, rows, folds, generator))) / Plan.Steps;
    }

    private static Cost PerBareStep(Tensor rows, Generator generator)
    {
        using var scope = NewDisposeScope();
        var ensemble = Ensemble(Plan.Members, generator);
        return Cost.Of(() => BareTraining.Run(ensemble, rows, Plan.BatchSize, Plan.Steps)) / Plan.Steps;
    }

    private static Cost PerPlainStep(Tensor rows, Generator generator, int members)
    {
        const int steps = 100;
        using var scope = NewDisposeScope();
        var ensemble = Ensemble(members, generator);
        using var training = new TrainingStep(ensemble, Plan);
        return Cost.Of(() =>
        {
            for (var step = 0; step < steps; step++)
            {
                using var inner = NewDisposeScope();
                var batch = rows.index_select(0, randint(Rows, [members * Plan.BatchSize])).view(members, Plan.BatchSize, Features);
                training.Run(batch, randn([members, Plan.BatchSize, Features], generator: generator), step);
            }
        }) / steps;
    }

    /// <summary>Reports at once, on the training thread.</summary>
    private sealed class Reports(Action<VaeTrainingProgress> report) : IProgress<VaeTrainingProgress>
    {
        public void Report(VaeTrainingProgress value) => report(value);
    }
}
