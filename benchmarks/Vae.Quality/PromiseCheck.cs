using Vae.Quality.Detectors;
using Vae.Quality.Statistics;

namespace Vae.Quality;

/// <summary>What became of the promised false-alarm rates on normal rows that the detector never saw.</summary>
/// <param name="NormalRows">Number of fresh normal rows.</param>
/// <param name="CalibrationRows">Number of scores behind the p-values.</param>
/// <param name="FlaggedAt5Percent">How many of them have p ≤ 0.05.</param>
/// <param name="FlaggedAt1Percent">How many of them have p ≤ 0.01.</param>
/// <param name="LargestDeviation">Largest distance of their p-values from the uniform distribution.</param>
internal sealed record PromiseCheck(int NormalRows, int CalibrationRows, int FlaggedAt5Percent, int FlaggedAt1Percent, double LargestDeviation)
{
    public static PromiseCheck? Of(Detection detection, bool[] labels)
    {
        if (detection is not { PValues: { } pValues, CalibrationRows: { } calibrationRows })
        {
            return null;
        }

        float[] normal = [.. pValues.Where((_, row) => !labels[row])];
        return new PromiseCheck(
            normal.Length, calibrationRows, normal.Count(p => p <= 0.05f), normal.Count(p => p <= 0.01f), UniformDeviation.Of(normal));
    }
}
