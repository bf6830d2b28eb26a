using System.Diagnostics;
using System.Globalization;

namespace Vae.Fuzz.Tests.Campaigns;

/// <summary>
/// The child process: tries mutant after mutant and says a line of each on standard output, so that the parent knows which one ended the process or
/// hangs.
/// </summary>
internal static class FuzzWorker
{
    public const string Name = "work";

    /// <summary>What is said before the first mutant.</summary>
    public const string Ready = "ready";

    /// <summary>Exit code of a process that took too much memory and must not go on, as its peak would stay.</summary>
    public const int TookMemory = 3;

    private const long MostBytes = 2L << 30;

    public static int Run(string name, int from, int count)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var lines = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        using var process = Process.GetCurrentProcess();
        using var target = FuzzTargets.Open(name);
        lines.WriteLine(Ready);
        for (var number = from; number < from + count; number++)
        {
            var outcome = target.Try(number);
            process.Refresh();
            var isTooMuch = process.PeakWorkingSet64 > MostBytes;
            if (isTooMuch)
            {
                outcome = Outcome.Bad("memory", FormattableString.Invariant($"peak of {process.PeakWorkingSet64 >> 20} MiB; {outcome}"));
            }

            lines.WriteLine(FormattableString.Invariant($"{number}\t{outcome.Kind}\t{OneLine(outcome.Finding)}"));
            if (isTooMuch)
            {
                return TookMemory;
            }
        }

        return 0;
    }

    private static string OneLine(string? text) => text is null ? "" : text.ReplaceLineEndings(" | ").Replace('\t', ' ');
}
