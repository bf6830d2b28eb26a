using System.Diagnostics;
using Vae.Benchmarks.Models;
using Vae.Training;

namespace Vae.Benchmarks.Soak;

/// <summary>One thing over and over, in one thread: single rows, models that come and go, trainings.</summary>
internal static class LongLife
{
    private const int Samples = 60;
    private const int TrainingRows = 300;
    private const int TrainingFeatures = 6;

    /// <summary>Calls of one prediction engine.</summary>
    public static SoakResult Predictions(SoakModel model, int count)
    {
        using var engine = model.Engine();
        var verdict = new Verdict();
        return Repeat("Predict", "calls", count, call => model.Predict(engine, call, ref verdict));
    }

    /// <summary>Models loaded, used once and disposed.</summary>
    public static SoakResult Loads(SoakModel model, int count) =>
        Repeat("Load and dispose", "cycles", count, _ => model.LoadAndDispose());

    /// <summary>
    /// Prediction engines made, used a little and disposed, each in a context of its own: what ML.NET makes for every engine, and its contexts keep.
    /// </summary>
    public static SoakResult Engines(SoakModel model, int count) =>
        Repeat("Engine and dispose", "engines", count, model.EngineAndDispose);

    /// <summary>Small trainings; same seed and rows, so that every one must give the same file.</summary>
    public static SoakResult Trainings(int count)
    {
        var options = new VaeTrainingOptions { Steps = 60, Members = 2, Device = MLNet.VaeDevice.Cpu };
        byte[]? first = null;
        using var folder = new BenchmarkFolder();
        return Repeat("Train", "trainings", count, _ =>
        {
            var path = folder.File("trained.onnx");
            var data = new VaeTrainingData(RandomRows.Values(TrainingRows, TrainingFeatures), RandomRows.Columns(TrainingFeatures));
            VaeTraining.Train(data, options).Save(path);
            var bytes = File.ReadAllBytes(path);
            first ??= bytes;
            return bytes.AsSpan().SequenceEqual(first) ? 0 : 1;
        });
    }

    private static SoakResult Repeat(string part, string what, int count, Func<int, long> work)
    {
        var (clock, memory, wrong) = (Stopwatch.StartNew(), new MemoryCourse(), 0L);
        for (var done = 0; done < count; done++)
        {
            wrong += work(done);
            if ((long)(done + 1) * Samples / count > (long)done * Samples / count)
            {
                memory.Sample();
            }
        }

        return new(part, FormattableString.Invariant($"{count:N0} {what}"), wrong, clock.Elapsed.TotalSeconds, memory);
    }
}
