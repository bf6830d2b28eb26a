using System.Diagnostics;

namespace Vae.Quality.Detectors;

/// <summary>Measures scoring: once to warm up, then passes until the time is long enough to be read.</summary>
internal static class ScoringClock
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.2);

    public static (T Result, double RowsPerSecond) Measure<T>(int rows, Func<T> score)
    {
        var result = score();
        var clock = Stopwatch.StartNew();
        var passes = 0;
        do
        {
            score();
            passes++;
        }
        while (clock.Elapsed < Enough);

        return (result, passes * rows / clock.Elapsed.TotalSeconds);
    }
}
