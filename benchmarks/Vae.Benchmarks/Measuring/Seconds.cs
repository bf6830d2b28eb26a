using System.Diagnostics;

namespace Vae.Benchmarks.Measuring;

/// <summary>Seconds of a piece of work.</summary>
internal static class Seconds
{
    public static double Of(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
