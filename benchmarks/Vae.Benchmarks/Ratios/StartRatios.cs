using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>A small file from a cold start: the whole process, against the least that it could be.</summary>
internal static class StartRatios
{
    private const int Rounds = 7;

    /// <summary>Seconds that the whole may take on an idle machine.</summary>
    private const double MostSeconds = 1.5;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        var (model, data) = (folder.Default, folder.File("start.csv"));
        RandomRows.WriteCsv(data, RandomRows.Values(1_000, model.Features), model.Features, 1_000);
        var contest = Contest.Run(
            Rounds,
            () => ToolProcess.Cost(ToolProcess.Score(model, data)),
            () => ToolProcess.Cost("Vae.Benchmarks.dll", StartFloor.Name, model.Path),
            () => new Cost(MostSeconds, MostSeconds));
        yield return new()
        {
            Group = "start", Subject = "vae score of 1,000 rows, whole process", Baseline = "empty .NET program that opens the model in ONNX Runtime", On = model.Name,
            Unit = "s", SubjectValue = contest.Seconds(0), BaselineValue = contest.Seconds(1), Value = contest.Ratio(0, 1).Wall, Cpu = contest.Ratio(0, 1).Cpu, Rounds = Rounds,
        };
        yield return new()
        {
            Group = "start", Subject = "vae score of 1,000 rows, whole process", Baseline = "1.5 s", On = model.Name, Unit = "s", SubjectValue = contest.Seconds(0),
            BaselineValue = MostSeconds, Value = contest.Ratio(0, 2).Wall, Cpu = contest.Ratio(0, 2).Cpu, Rounds = Rounds, Goal = Goal.Most(1),
        };
    }
}
