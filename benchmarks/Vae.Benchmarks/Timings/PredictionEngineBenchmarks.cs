using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Benchmarks.Baselines;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Timings;

/// <summary>One row at a time; the library must not allocate.</summary>
[MemoryDiagnoser]
public class PredictionEngineBenchmarks : IDisposable
{
    private readonly BenchmarkFolder _folder = new();
    private Row _row = new();
    private Verdict _verdict = new();
    private BareRow? _bare;
    private PredictionEngine<Row, Verdict>? _engine;

    /// <summary>Makes the model and the engine.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var (context, model) = (new MLContext(1), _folder.Small);
        _row = new Row { Features = RandomRows.Values(1, model.Features) };
        var view = RandomRows.View(context, _row.Features, model.Features);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = view.Schema[nameof(Row.Features)].Type;
        _bare = new BareRow(model);
        _engine = context.Model.CreatePredictionEngine<Row, Verdict>(
            context.Transforms.DetectAnomaliesWithVae(model.Path).Fit(view), new PredictionEngineOptions { InputSchemaDefinition = schema });
    }

    /// <summary>Bare ONNX Runtime, everything bound.</summary>
    [Benchmark(Baseline = true)]
    public float Bare() => _bare!.Score(_row.Features);

    /// <summary>The library.</summary>
    [Benchmark]
    public float Engine()
    {
        _engine!.Predict(_row, ref _verdict);
        return _verdict.Score;
    }

    /// <summary>Frees all.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _bare?.Dispose();
        _engine?.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
