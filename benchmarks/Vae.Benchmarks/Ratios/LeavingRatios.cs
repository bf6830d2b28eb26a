using Microsoft.ML;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;
using Vae.MLNet;

namespace Vae.Benchmarks.Ratios;

/// <summary>A cursor that is left after a few rows costs what a few rows cost.</summary>
internal static class LeavingRatios
{
    private const int Rounds = 9;
    private const int Rows = 20_000;

    /// <summary>Openings of a round, so that a round takes long enough to be measured.</summary>
    private const int Openings = 50;

    /// <summary>Rows of the first batch.</summary>
    private const int FirstRows = 64;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        var (context, model) = (new MLContext(1), folder.Default);
        var values = RandomRows.Values(Rows, model.Features);
        var view = RandomRows.View(context, values, model.Features);
        using var transformer = context.Transforms.DetectAnomaliesWithVae(model.Path).Fit(view);
        using var loaded = VaeModel.Load(model.Path);
        var scored = transformer.Transform(view);
        var first = values[..(FirstRows * model.Features)];
        var contest = Contest.Run(
            Rounds, () => Leaving(1), () => Leaving(FirstRows), () => Leaving(FirstRows + 1), () => Leaving(1_000), () => Each(() => loaded.Score(first)));
        return [Line(0, 4, "1 row", "64 rows in memory", 2), Line(1, 4, "64 rows", "64 rows in memory", 2), Line(2, 1, "65 rows", "64 rows", 5), Line(3, 1, "1,000 rows", "64 rows", null)];

        Cost Leaving(int rows) => Each(() =>
        {
            var column = scored.Schema[nameof(Verdict.Score)];
            using var cursor = scored.GetRowCursor([column]);
            for (var row = 0; row < rows; row++)
            {
                cursor.MoveNext();
            }
        });

        static Cost Each(Action work) => Cost.Of(() =>
        {
            for (var opening = 0; opening < Openings; opening++)
            {
                work();
            }
        }) / Openings;

        Ratio Line(int subject, int baseline, string left, string against, double? most) => new()
        {
            Group = "leaving", Subject = $"a cursor left after {left}", Baseline = against, On = model.Name, Unit = "µs", SubjectValue = 1e6 * contest.Seconds(subject),
            BaselineValue = 1e6 * contest.Seconds(baseline), Value = contest.Ratio(subject, baseline).Wall, Cpu = contest.Ratio(subject, baseline).Cpu, Rounds = Rounds,
            Goal = most is { } goal ? Goal.Most(goal) : null,
        };
    }
}
