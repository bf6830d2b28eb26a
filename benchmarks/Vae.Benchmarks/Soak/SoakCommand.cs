using System.CommandLine;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Soak;

/// <summary><c>soak</c>: does anything go wrong, or memory grow, when a process lives long? Exit code 1 where it does.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var minutes = Number("--minutes", "Minutes of threads that mix batches, pipelines, rows, loads and disposals; 0 for none.", 30);
        var threads = Number("--threads", "How many threads those are.", 16);
        var calls = Number("--calls", "Calls of Predict, one after the other.", 1_000_000);
        var cycles = Number("--cycles", "Models loaded and disposed, one after the other.", 10_000);
        var engines = Number("--engines", "Prediction engines made and disposed, one after the other.", 10_000);
        var trainings = Number("--trainings", "Small trainings, one after the other.", 50);
        var command = new Command(
            "soak", "Long life: no wrong score, and resident memory that levels off (5 % after the warm-up), or exit code 1.")
        {
            minutes, threads, calls, cycles, engines, trainings,
        };
        command.SetAction(parse =>
        {
            using var folder = new BenchmarkFolder();
            using var model = new SoakModel(folder.Small);
            var time = TimeSpan.FromMinutes(parse.GetValue(minutes));
            Func<SoakResult>?[] parts =
            [
                parse.GetValue(calls) is > 0 and var call ? () => LongLife.Predictions(model, call) : null,
                parse.GetValue(cycles) is > 0 and var cycle ? () => LongLife.Loads(model, cycle) : null,
                parse.GetValue(engines) is > 0 and var engine ? () => LongLife.Engines(model, engine) : null,
                time > TimeSpan.Zero ? () => MixedWork.Run(model, time, parse.GetValue(threads)) : null,
                parse.GetValue(trainings) is > 0 and var training ? () => LongLife.Trainings(training) : null,
            ];
            var isGood = true;
            foreach (var part in parts.OfType<Func<SoakResult>>())
            {
                var result = part();
                Console.Out.WriteLine(result);
                isGood &= result.IsGood;
            }

            return isGood ? 0 : 1;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
