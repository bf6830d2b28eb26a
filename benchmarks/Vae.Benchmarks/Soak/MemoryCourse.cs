using System.Diagnostics;

namespace Vae.Benchmarks.Soak;

/// <summary>Resident memory of the process while something runs, looked at now and then: does it level off?</summary>
internal sealed class MemoryCourse
{
    /// <summary>The part of the course that warms up: pools fill, code is compiled.</summary>
    private const double WarmUpShare = 1.0 / 6;

    private readonly List<double> _mebibytes = [];

    /// <summary>Median of the first third after the warm-up, in MiB; NaN without samples.</summary>
    public double Start => Median(third: 0);

    /// <summary>Median of the last third.</summary>
    public double End => Median(third: 2);

    /// <summary>By which share memory grew from the first third to the last.</summary>
    public double Growth => (End / Start) - 1;

    /// <summary>Looks at the process. Garbage is collected before, so that only what is held counts.</summary>
    public void Sample()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        Add(process.WorkingSet64 / (double)(1 << 20));
    }

    /// <summary>Adds a sample.</summary>
    /// <param name="mebibytes">Resident memory in MiB.</param>
    public void Add(double mebibytes) => _mebibytes.Add(mebibytes);

    private double Median(int third)
    {
        double[] warm = [.. _mebibytes.Skip((int)Math.Ceiling(_mebibytes.Count * WarmUpShare))];
        double[] part = [.. warm[(warm.Length * third / 3)..(warm.Length * (third + 1) / 3)].Order()];
        return part.Length == 0 ? double.NaN : part[part.Length / 2];
    }
}
