using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary><c>vae score</c> from a Parquet file to a Parquet file against the same rows from a CSV file to a CSV file, and the memory of it.</summary>
internal static class ParquetRatios
{
    private const int Rounds = 3;
    private const int Features = 30;
    private const int Rows = 5_000_000;
    private const int FewRows = 500_000;
    private const int Files = 4;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        var values = RandomRows.Values(100_000, Features);
        var (lines, many, few) = (folder.File("rows-many.csv"), folder.File("rows-many.parquet"), folder.File("rows-few.parquet"));
        RandomRows.WriteCsv(lines, values, Features, Rows);
        RandomRows.WriteParquet(many, values, Features, Rows);
        RandomRows.WriteParquet(few, values, Features, FewRows);
        var contest = Contest.Run(Rounds, () => PerRow(many), () => PerRow(lines));
        yield return new()
        {
            Group = "parquet", Subject = "vae score of 5,000,000 rows, Parquet to Parquet", Baseline = "CSV to CSV", On = folder.Small.Name, Unit = "rows/s",
            SubjectValue = contest.Rate(0), BaselineValue = contest.Rate(1), Value = contest.Ratio(1, 0).Wall, Cpu = contest.Ratio(1, 0).Cpu, Rounds = Rounds,
            Goal = Goal.Least(1.0),
            Note = FormattableString.Invariant($"{new FileInfo(many).Length >> 20:N0} MiB of Parquet, {new FileInfo(lines).Length >> 20:N0} MiB of CSV"),
        };

        var files = Directory.CreateDirectory(folder.File("rows-files")).FullName;
        foreach (var file in Enumerable.Range(1, Files))
        {
            File.CreateSymbolicLink(Path.Combine(files, $"{file}.parquet"), many);
        }

        var peaks = Enumerable.Range(0, Rounds).Select(_ => (Few: Peak(few), Many: Peak(many), Most: Peak(Path.Combine(files, "*.parquet")))).ToArray();
        yield return Memory("5,000,000 rows of Parquet", peaks.Select(peak => peak.Many));
        yield return Memory("20,000,000 rows of Parquet in four files", peaks.Select(peak => peak.Most));

        Ratio Memory(string rows, IEnumerable<long> subject) => new()
        {
            Group = "parquet", Subject = $"peak memory of vae score on {rows}", Baseline = "on 500,000 rows", On = folder.Small.Name,
            Unit = "MiB", SubjectValue = Spread.Of([.. subject.Select(peak => peak / 1048576.0)]).Median,
            BaselineValue = Spread.Of([.. peaks.Select(peak => peak.Few / 1048576.0)]).Median,
            Value = Spread.Of([.. subject.Zip(peaks, (peak, all) => (double)peak / all.Few)]), Rounds = Rounds, Goal = Goal.Most(1.1),
        };
        Cost PerRow(string path) => ToolProcess.Cost(ToolProcess.Score(folder.Small, path)) / Rows;
        long Peak(string path) => ToolProcess.PeakMemory(ToolProcess.Score(folder.Small, path, folder.File("scores.parquet")));
    }
}
