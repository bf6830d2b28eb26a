using System.Diagnostics;
using System.Globalization;

namespace Vae.Fuzz.Tests.Campaigns;

/// <summary>
/// Tries many mutants in child processes, so that a crash in native code ends a child and is counted, and what hangs is ended and counted. The next
/// child goes on behind the mutant that did it.
/// </summary>
internal static class FuzzCampaign
{
    private const int MutantsOfAChild = 5_000;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Reports = TimeSpan.FromSeconds(30);

    /// <summary>Runs a campaign.</summary>
    /// <param name="target">What is fuzzed.</param>
    /// <param name="from">Number of the first mutant.</param>
    /// <param name="count">How many.</param>
    /// <param name="findings">A folder for mutants that found something, or null.</param>
    /// <param name="say">Told of findings at once, and now and then how far it is.</param>
    public static FuzzTally Run(string target, int from, int count, string? findings, Action<string> say)
    {
        var (tally, end, clock, reported) = (new FuzzTally(), from + count, Stopwatch.StartNew(), TimeSpan.Zero);
        for (var next = from; next < end;)
        {
            using var child = new FuzzChild(target, next, Math.Min(MutantsOfAChild, end - next));
            if (child.Next(TimeToStart) != FuzzWorker.Ready)
            {
                throw new InvalidOperationException($"The child process must start; got {child.End()}");
            }

            next = Follow(child, next, Math.Min(next + MutantsOfAChild, end));
        }

        return tally;

        int Follow(FuzzChild child, int next, int last)
        {
            while (next < last)
            {
                var line = child.Next(MostTime);
                if (line is null)
                {
                    Add(next, "FINDING: hang", FormattableString.Invariant($"more than {MostTime.TotalSeconds:0} s"));
                    return next + 1;
                }

                if (line.Length == 0)
                {
                    Add(next, "FINDING: crash", child.End());
                    return next + 1;
                }

                var cells = line.Split('\t');
                next = int.Parse(cells[0], CultureInfo.InvariantCulture) + 1;
                Add(next - 1, cells[1], cells[2]);
                if (cells[1] == "FINDING: memory")
                {
                    return next;
                }
            }

            return next;
        }

        void Add(int number, string kind, string finding)
        {
            if (finding.Length > 0)
            {
                using var maker = FuzzTargets.Open(target);
                var (bytes, story) = maker.Make(number);
                finding = $"{story}: {finding}";
                say(FormattableString.Invariant($"mutant {number}: {kind}: {finding}"));
                if (findings is not null)
                {
                    File.WriteAllBytes(Path.Combine(findings, FormattableString.Invariant($"{target}-{number}")), bytes);
                }
            }

            tally.Add(number, kind, finding);

            if (clock.Elapsed - reported > Reports)
            {
                reported = clock.Elapsed;
                say(FormattableString.Invariant($"{tally.Count:N0} of {count:N0} in {reported.TotalSeconds:0} s, {tally.Findings.Count} findings"));
            }
        }
    }
}
