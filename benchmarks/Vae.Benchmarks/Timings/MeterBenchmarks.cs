using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Vae.Benchmarks.Models;
using Vae.Benchmarks.Ratios;
using Vae.MLNet;
using Vae.MLNet.Inference;

namespace Vae.Benchmarks.Timings;

/// <summary>20,000 rows in memory through an ML.NET pipeline, with and without a listener to the meter, and what a batch pays for being measurable.</summary>
[MemoryDiagnoser]
public class MeterBenchmarks : IDisposable
{
    private const int Rows = 20_000;
    private readonly BenchmarkFolder _folder = new();
    private VaeAnomalyTransformer? _transformer;
    private IDataView? _scored;
    private MeterListener? _listener;

    /// <summary>Whether somebody listens.</summary>
    [Params(false, true)]
    public bool Listens { get; set; }

    /// <summary>Makes the model, the rows and the listener.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var (context, model) = (new MLContext(1), _folder.Small);
        var view = RandomRows.View(context, RandomRows.Values(Rows, model.Features), model.Features);
        _transformer = context.Transforms.DetectAnomaliesWithVae(model.Path).Fit(view);
        _scored = _transformer.Transform(view);
        if (Listens)
        {
            _listener = new MeterListener { InstrumentPublished = (instrument, self) => Listen(instrument, self) };
            _listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
            _listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
            _listener.Start();
        }
    }

    /// <summary>The library.</summary>
    [Benchmark(Baseline = true)]
    public double Pipeline() => ViewReading.PerScoredRow(_scored!).Wall;

    /// <summary>The part of every batch that asks whether somebody listens.</summary>
    [Benchmark]
    public bool Begin() => ScoringMeter.Begin() != 0 == Listens;

    /// <summary>Frees all.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _listener?.Dispose();
        _transformer?.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == ScoringMeter.MeterName)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }
}
