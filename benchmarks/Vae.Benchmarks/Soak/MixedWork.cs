using System.Diagnostics;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Soak;

/// <summary>
/// Threads that do, in seeded turns, what services do with models: batches, pipelines, single rows, and models that come and go.
/// </summary>
internal static class MixedWork
{
    /// <summary>Single rows of a turn: each is a thousandth of the work of the others.</summary>
    private const int CallsOfATurn = 200;

    private const int Samples = 180;

    private static readonly string[] Kinds = ["batches of 512 rows", "pipelines", "single rows", "loads and disposals"];

    /// <summary>Runs for some time.</summary>
    /// <param name="model">The model that all threads share.</param>
    /// <param name="time">How long.</param>
    /// <param name="threads">How many threads.</param>
    public static SoakResult Run(SoakModel model, TimeSpan time, int threads)
    {
        var (clock, memory) = (Stopwatch.StartNew(), new MemoryCourse());
        var (counts, wrong) = (new long[Kinds.Length], 0L);
        var workers = Enumerable.Range(0, threads).Select(number => Task.Factory.StartNew(
            () => Work(number), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        while (!Task.WaitAll(workers, time / Samples))
        {
            memory.Sample();
        }

        return new(
            FormattableString.Invariant($"{threads} threads"),
            string.Join(", ", Kinds.Select((kind, place) => FormattableString.Invariant($"{counts[place]:N0} {kind}"))),
            wrong, clock.Elapsed.TotalSeconds, memory);

        void Work(int number)
        {
            var random = new Random(number);
            using var engine = model.Engine();
            while (clock.Elapsed < time)
            {
                var kind = random.Next(Kinds.Length);
                var (work, bad) = kind switch
                {
                    0 => (1L, model.Batch()),
                    1 => (1L, model.Pipeline()),
                    2 => (CallsOfATurn, Calls()),
                    _ => (1L, model.LoadAndDispose()),
                };
                Interlocked.Add(ref counts[kind], work);
                Interlocked.Add(ref wrong, bad);
            }

            long Calls()
            {
                var (bad, verdict, first) = (0L, new Verdict(), random.Next(CallsOfATurn));
                for (var call = 0; call < CallsOfATurn; call++)
                {
                    bad += model.Predict(engine, first + call, ref verdict);
                }

                return bad;
            }
        }
    }
}
