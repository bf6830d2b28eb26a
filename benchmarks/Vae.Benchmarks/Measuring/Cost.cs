using System.Diagnostics;
using System.Globalization;

namespace Vae.Benchmarks.Measuring;

/// <summary>What some work cost, in seconds: by the clock, and of processor time on all cores. The second hardly depends on what else runs on the machine.</summary>
internal readonly record struct Cost(double Wall, double Cpu)
{
    /// <summary>Unit of /proc/self/stat, the same on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    public static Cost operator +(Cost a, Cost b) => new(a.Wall + b.Wall, a.Cpu + b.Cpu);

    public static Cost operator -(Cost a, Cost b) => new(a.Wall - b.Wall, a.Cpu - b.Cpu);

    public static Cost operator /(Cost cost, double units) => new(cost.Wall / units, cost.Cpu / units);

    /// <summary>The cost of a piece of work, of processes that it starts and waits for included.</summary>
    public static Cost Of(Action work)
    {
        var (start, processor) = (Stopwatch.GetTimestamp(), Processor());
        work();
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, Processor() - processor);
    }

    private static double Processor() => Environment.CpuUsage.TotalTime.TotalSeconds + Children();

    /// <summary>Processor time of ended child processes; 0 where the system does not tell.</summary>
    private static double Children()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        // After the name in parentheses, fields 3 and on: the children's user and system times are 16 and 17.
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
