using System.Diagnostics;

namespace Vae.Quality.Large;

/// <summary>The most memory of this process, native memory included.</summary>
internal static class PeakMemory
{
    /// <summary>Where Linux forgets the peak of a process: proc(5), <c>clear_refs</c>.</summary>
    private const string Forget = "/proc/self/clear_refs";

    /// <summary>Collects what nobody holds and forgets the peak so far, where the system can.</summary>
    public static void Restart()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        if (File.Exists(Forget))
        {
            File.WriteAllText(Forget, "5");
        }
    }

    /// <summary>The peak since then, in bytes.</summary>
    public static long Bytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
