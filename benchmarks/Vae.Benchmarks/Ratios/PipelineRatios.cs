using Microsoft.ML;
using Vae.Benchmarks.Baselines;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>An ML.NET pipeline over rows in memory, against bare ONNX Runtime at its best and against ML.NET's own ApplyOnnxModel.</summary>
internal static class PipelineRatios
{
    private const int Rounds = 9;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder) =>
    [
        .. Measure(folder.Small, rows: 400_000, rowsOneByOne: 4_000, Goal.Least(0.80), Goal.Least(50)),
        .. Measure(folder.Large, rows: 20_000, rowsOneByOne: 1_000, Goal.Least(0.95), Goal.Least(6)),
        .. Measure(folder.Default, rows: 48_000, rowsOneByOne: 500, Goal.Least(0.90), null),
        .. Measure(folder.Images, rows: 1_536, rowsOneByOne: 100, Goal.Least(0.90), null),
    ];

    private static Ratio[] Measure(BenchmarkModel model, int rows, int rowsOneByOne, Goal bareGoal, Goal? stockGoal)
    {
        var context = new MLContext(1);
        var values = RandomRows.Values(rows, model.Features);
        var view = RandomRows.View(context, values, model.Features);
        using var bare = new BareSession(model, values);
        var best = BareSession.Best(model, values, rows / 3);
        using var transformer = context.Transforms.DetectAnomaliesWithVae(model.Path).Fit(view);
        var scored = transformer.Transform(view);
        var fewer = RandomRows.View(context, values[..(rowsOneByOne * model.Features)], model.Features);
        var stock = StockOnnx.Estimator(context, model).Fit(fewer).Transform(fewer);
        var contest = Contest.Run(
            Rounds, () => ViewReading.PerScoredRow(scored), () => bare.PerRow(best), () => ViewReading.PerScoredRow(stock));
        return [Line(1, "bare ONNX Runtime", bareGoal, best.ToString()), Line(2, "ApplyOnnxModel", stockGoal, null)];

        Ratio Line(int baseline, string name, Goal? goal, string? note) => new()
        {
            Group = "pipeline", Subject = "pipeline", Baseline = name, On = model.Name, Unit = "rows/s", SubjectValue = contest.Rate(0), BaselineValue = contest.Rate(baseline),
            Value = contest.Ratio(baseline, 0).Wall, Cpu = contest.Ratio(baseline, 0).Cpu, Rounds = Rounds, Goal = goal, Note = note,
        };
    }
}
