using Microsoft.ML;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>The cost of a row does not depend on how many there are.</summary>
internal static class LengthRatios
{
    private const int Rounds = 9;
    private const int Few = 100_000;
    private const int Many = 1_000_000;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        var (context, model) = (new MLContext(1), folder.Small);
        var values = RandomRows.Values(Many, model.Features);
        var many = RandomRows.View(context, values, model.Features);
        var few = RandomRows.View(context, values[..(Few * model.Features)], model.Features);
        using var transformer = context.Transforms.DetectAnomaliesWithVae(model.Path).Fit(few);
        var (scoredMany, scoredFew) = (transformer.Transform(many), transformer.Transform(few));

        // As many rows on both sides, so that both meet the same disturbances.
        var contest = Contest.Run(
            Rounds,
            () => ViewReading.PerScoredRow(scoredMany),
            () => Enumerable.Range(0, Many / Few).Select(_ => ViewReading.PerScoredRow(scoredFew)).Aggregate((a, b) => a + b) / (Many / Few));
        yield return new()
        {
            Group = "length", Subject = "cost per row of 1,000,000", Baseline = "of 100,000", On = model.Name, Unit = "ns/row", SubjectValue = 1e9 * contest.Seconds(0),
            BaselineValue = 1e9 * contest.Seconds(1), Value = contest.Ratio(0, 1).Wall, Cpu = contest.Ratio(0, 1).Cpu, Rounds = Rounds, Goal = Goal.Most(1.1),
        };
    }
}
