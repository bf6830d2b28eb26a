using BenchmarkDotNet.Attributes;
using TorchSharp;
using Vae.Benchmarks.Baselines;
using Vae.Benchmarks.Models;
using Vae.Training;
using Vae.Training.Learning;
using Vae.Training.Native;
using Vae.Training.Tables;

namespace Vae.Benchmarks.Timings;

/// <summary>100 steps of the default ensemble on 30 features.</summary>
[MemoryDiagnoser]
public class TrainingBenchmarks : IDisposable
{
    private const int Features = 30;
    private const int Rows = 10_000;
    private static readonly VaeTrainingOptions Options = new() { Steps = 100, Device = MLNet.VaeDevice.Cpu };
    private static readonly LearningPlan Plan = TableTrainer.PlanOf(Options);
    private DisposeScope? _scope;
    private TorchDevice? _device;
    private torch.Generator? _generator;
    private torch.Tensor? _rows;
    private TableEnsemble? _ensemble;
    private Folds? _folds;

    /// <summary>Makes the rows and the networks.</summary>
    [GlobalSetup]
    public void Setup()
    {
        TorchNative.EnsureLoaded();
        _scope = torch.NewDisposeScope();
        _device = TorchDevice.Of(Options.Device, Options.Threads, large: false);
        _generator = new torch.Generator(1);
        _rows = torch.tensor(RandomRows.Values(Rows, Features), [Rows, Features]);
        _ensemble = new TableEnsemble(Plan.Members, Features, Options.HiddenUnits, Features, _generator, torch.CPU);
        _folds = Folds.Deal(Rows, Plan.Members, _generator);
    }

    /// <summary>A loop written by hand.</summary>
    [Benchmark(Baseline = true)]
    public void Bare() => BareTraining.Run(_ensemble!, _rows!, Plan.BatchSize, Plan.Steps);

    /// <summary>The library's loop, with clipping, schedule and reports.</summary>
    [Benchmark]
    public int Loop() => new TrainingLoop(Plan, new()).Run(new(_ensemble!, _rows!, _folds!, _generator!)).Count;

    /// <summary>Frees all.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _scope?.Dispose();
        _generator?.Dispose();
        _device?.Dispose();
        GC.SuppressFinalize(this);
    }
}
