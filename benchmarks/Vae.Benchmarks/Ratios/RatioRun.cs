using Vae.Benchmarks.Models;
using Vae.Benchmarks.Report;

namespace Vae.Benchmarks.Ratios;

/// <summary>Measures the groups one after the other, writes each result as soon as it is there, and prints the table.</summary>
internal static class RatioRun
{
    public static void Execute(IReadOnlyCollection<string> only, string? json)
    {
        using var lines = json is null ? TextWriter.Null : new StreamWriter(json) { AutoFlush = true, NewLine = "\n" };
        var environment = MeasuredOn.Here();
        lines.WriteLine(ResultLines.Write(environment));
        using var folder = new BenchmarkFolder();
        var ratios = new List<Ratio>();
        foreach (var group in RatioGroups.All.Where(group => only.Count == 0 || only.Contains(group.Name)))
        {
            Console.Error.WriteLine($"measuring {group.Name} …");
            foreach (var ratio in group.Measure(folder))
            {
                ratios.Add(ratio);
                lines.WriteLine(ResultLines.Write(ratio));
            }
        }

        RatioTable.Print(environment, ratios);
    }
}
