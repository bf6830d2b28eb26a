using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>A small file from a cold start: the whole process, against the least that it could be.</summary>
internal static class StartRatios
{
    private const int Rounds = 9;

    /// <summary>Seconds that the whole may take on an idle machine.</summary>
    private const double MostSeconds = 1.5;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        var (model, data) = (folder.Default, folder.File("start.csv"));
        RandomRows.WriteCsv(data, RandomRows.Values(1_000, model.Features), model.Features, 1_000);
        var contest = Contest.Run(
            Rounds,
            () => ToolProcess.Seconds(ToolProcess.Score(model, data)),
            () => ToolProcess.Seconds("Vae.Benchmarks.dll", StartFloor.Name, model.Path),
            () => MostSeconds);
        yield return new()
        {
            Group = "start", Subject = "vae score of 1,000 rows, whole process", Baseline = "empty .NET program that opens the model in ONNX Runtime", On = model.Name,
            Unit = "s", SubjectValue = 1 / contest.Rate(0), BaselineValue = 1 / contest.Rate(1), Value = contest.SpeedRatio(1, 0), Rounds = Rounds,
        };
        yield return new()
        {
            Group = "start", Subject = "vae score of 1,000 rows, whole process", Baseline = "1.5 s", On = model.Name, Unit = "s", SubjectValue = 1 / contest.Rate(0),
            BaselineValue = MostSeconds, Value = contest.SpeedRatio(2, 0), Rounds = Rounds, Goal = Goal.Most(1),
        };
    }
}
