using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>The memory of <c>vae score</c> does not grow with the file.</summary>
internal static class MemoryRatios
{
    private const int Features = 30;
    private const int Rounds = 2;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        var values = RandomRows.Values(10_000, Features);
        var (few, many) = (folder.File("memory-few.csv"), folder.File("memory-many.csv"));
        RandomRows.WriteCsv(few, values, Features, 500_000);
        RandomRows.WriteCsv(many, values, Features, 5_000_000);
        var peaks = Enumerable.Range(0, Rounds)
            .Select(_ => (Many: ToolProcess.PeakMemory(ToolProcess.Score(folder.Small, many)), Few: ToolProcess.PeakMemory(ToolProcess.Score(folder.Small, few)))).ToArray();
        yield return new()
        {
            Group = "memory", Subject = "peak memory of vae score on 5,000,000 rows", Baseline = "on 500,000 rows", On = folder.Small.Name, Unit = "MiB",
            SubjectValue = Spread.Of([.. peaks.Select(peak => peak.Many / 1048576.0)]).Median, BaselineValue = Spread.Of([.. peaks.Select(peak => peak.Few / 1048576.0)]).Median,
            Value = Spread.Of([.. peaks.Select(peak => (double)peak.Many / peak.Few)]), Rounds = Rounds, Goal = Goal.Most(1.1),
        };
        File.Delete(many);
    }
}
