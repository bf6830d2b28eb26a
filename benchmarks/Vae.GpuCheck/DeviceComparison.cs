using System.Diagnostics;
using System.Globalization;
using Vae.MLNet;

namespace Vae.GpuCheck;

/// <summary>One model at one batch size on both devices.</summary>
/// <param name="Line">The line of the table.</param>
/// <param name="Difference">The largest difference of scores, as a share of a score above 1; null without CUDA.</param>
internal sealed record DeviceComparison(string Line, double? Difference)
{
    /// <summary>The largest difference that is none: single precision, summed in another order.</summary>
    public const double Tolerance = 1e-4;

    private const int Repetitions = 5;

    /// <summary>The batch sizes.</summary>
    public static IReadOnlyList<int> Batches { get; } = [1, 32, 1024];

    /// <summary>Measures and compares.</summary>
    public static DeviceComparison Of(string path, int batch)
    {
        using var cpu = VaeModel.Load(path, new() { Device = VaeDevice.Cpu, BatchSize = batch });
        using var cuda = VaeModel.Load(path, new() { Device = VaeDevice.Auto, BatchSize = batch });
        var rows = Rows(cpu.Info, Math.Max(batch, cpu.Info.ImageShape is null ? 256 : 32));
        var (scores, cpuSpeed) = Measure(cpu, rows);
        if (cuda.Device != VaeDevice.Cuda)
        {
            return new(Table(path, batch, cpuSpeed, null, null), null);
        }

        var (other, cudaSpeed) = Measure(cuda, rows);
        var difference = scores.Zip(other).Max(pair => DifferenceOf(pair.First, pair.Second));
        return new(Table(path, batch, cpuSpeed, cudaSpeed, difference), difference);
    }

    /// <summary>Infinite where one score is a number and the other is none.</summary>
    private static double DifferenceOf(float one, float other) =>
        one.Equals(other) ? 0 : float.IsNaN(one - other) ? double.PositiveInfinity : Math.Abs(one - other) / Math.Max(1, Math.Abs(one));

    private static (float[] Scores, double RowsPerSecond) Measure(VaeModel model, float[] rows)
    {
        var scores = new VaeScores(model, rows.Length / model.Info.FeatureCount);
        model.Score(rows, scores);                                                      // opens and warms what the first call opens
        double[] seconds = [.. Enumerable.Range(0, Repetitions).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            model.Score(rows, scores);
            return clock.Elapsed.TotalSeconds;
        }).Order()];
        return (scores.Score, scores.Rows / seconds[Repetitions / 2]);
    }

    /// <summary>Rows of single numbers around the middle of their ranges; images of noise.</summary>
    private static float[] Rows(VaeModelInfo info, int rows)
    {
        var random = new Random(1);
        var scale = info.ImageShape is null ? 1f : 255f;
        return [.. Enumerable.Range(0, rows * info.FeatureCount).Select(_ => random.NextSingle() * scale)];
    }

    private static string Table(string path, int batch, double cpu, double? cuda, double? difference)
    {
        var (speed, ratio, largest) = cuda is { } fast
            ? (Number("N0", fast), Number("0.0", fast / cpu), Number("0.0e0", difference!.Value))
            : ("no GPU", "", "");
        return $"| {Path.GetFileName(path)} | {batch} | {Number("N0", cpu)} | {speed} | {ratio} | {largest} | "
            + $"{Number("N0", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0)} |";
    }

    private static string Number(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
}
