using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Vae.Benchmarks.Baselines;
using Vae.Benchmarks.Models;
using Vae.Benchmarks.Ratios;
using Vae.MLNet;

namespace Vae.Benchmarks.Timings;

/// <summary>20,000 rows in memory through an ML.NET pipeline.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks : IDisposable
{
    private const int Rows = 20_000;
    private readonly BareSetting _setting = new(2048, 1, Environment.ProcessorCount);
    private readonly BenchmarkFolder _folder = new();
    private BareSession? _bare;
    private VaeAnomalyTransformer? _transformer;
    private IDataView? _scored;

    /// <summary>Makes the model and the rows.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var (context, model) = (new MLContext(1), _folder.Small);
        var values = RandomRows.Values(Rows, model.Features);
        var view = RandomRows.View(context, values, model.Features);
        _bare = new BareSession(model, values);
        _transformer = context.Transforms.DetectAnomaliesWithVae(model.Path).Fit(view);
        _scored = _transformer.Transform(view);
    }

    /// <summary>Bare ONNX Runtime on all cores.</summary>
    [Benchmark(Baseline = true)]
    public double Bare() => _bare!.PerRow(_setting).Wall;

    /// <summary>The library.</summary>
    [Benchmark]
    public double Pipeline() => ViewReading.PerScoredRow(_scored!).Wall;

    /// <summary>Frees all.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _bare?.Dispose();
        _transformer?.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
