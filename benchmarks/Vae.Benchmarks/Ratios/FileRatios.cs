using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Benchmarks.Baselines;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>
/// <c>vae score</c> from a CSV file to a CSV file, start-up excluded by the difference of two sizes, against a bare TextLoader cursor over the same file (R), and for the
/// default model against what reading and bare ONNX Runtime (S) take one after the other, each with all cores: 1 / (1/R + 1/S).
/// </summary>
internal static class FileRatios
{
    private const int Rounds = 3;
    private const int Features = 30;
    private const int Rows = 500_000;
    private const int FewRows = 50_000;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        var values = RandomRows.Values(100_000, Features);
        var (path, fewPath) = (folder.File("rows.csv"), folder.File("few.csv"));
        RandomRows.WriteCsv(path, values, Features, Rows);
        RandomRows.WriteCsv(fewPath, values, Features, FewRows);
        var loader = new MLContext(1).Data.LoadFromTextFile(
            path, [new TextLoader.Column(nameof(Row.Features), DataKind.Single, 0, Features - 1)], separatorChar: ',', hasHeader: true);
        var some = values[..(48_000 * Features)];
        using var bare = new BareSession(folder.Default, some);
        var best = BareSession.Best(folder.Default, some, 16_000);
        var contest = Contest.Run(
            Rounds,
            () => PerRow(folder.Small),
            () => PerRow(folder.Default),
            () => ViewReading.PerReadRow(loader),
            () => bare.PerRow(best));
        yield return new()
        {
            Group = "file", Subject = "vae score, file to file", Baseline = "bare TextLoader cursor", On = folder.Small.Name, Unit = "rows/s", SubjectValue = contest.Rate(0),
            BaselineValue = contest.Rate(2), Value = contest.Ratio(2, 0).Wall, Cpu = contest.Ratio(2, 0).Cpu, Rounds = Rounds, Goal = Goal.Least(0.80),
        };
        var bound = contest.Ratio(costs => costs[2] + costs[3], costs => costs[1]);
        yield return new()
        {
            Group = "file", Subject = "vae score, file to file", Baseline = "1 / (1/R + 1/S)", On = folder.Default.Name, Unit = "rows/s", SubjectValue = contest.Rate(1),
            BaselineValue = 1 / ((1 / contest.Rate(2)) + (1 / contest.Rate(3))), Value = bound.Wall, Cpu = bound.Cpu, Rounds = Rounds,
            Goal = Goal.Least(0.85), Note = FormattableString.Invariant($"R = {contest.Rate(2):N0}, S = {contest.Rate(3):N0} rows/s"),
        };

        Cost PerRow(BenchmarkModel model) =>
            (ToolProcess.Cost(ToolProcess.Score(model, path)) - ToolProcess.Cost(ToolProcess.Score(model, fewPath))) / (Rows - FewRows);
    }
}
