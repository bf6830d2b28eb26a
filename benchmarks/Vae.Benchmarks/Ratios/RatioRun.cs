using Vae.Benchmarks.Models;
using Vae.Benchmarks.Report;

namespace Vae.Benchmarks.Ratios;

/// <summary>Measures the groups one after the other, writes the results after each, and prints the table.</summary>
internal static class RatioRun
{
    /// <summary>Measures.</summary>
    /// <param name="only">The groups to measure; none for all.</param>
    /// <param name="json">Where results go. With <paramref name="only"/>, results of other groups that the file has are kept.</param>
    public static void Execute(IReadOnlyCollection<string> only, string? json)
    {
        var environment = MeasuredOn.Here();
        List<Ratio> results = only.Count > 0 && File.Exists(json) ? [.. ResultLines.Read(json).Ratios] : [];
        using var folder = new BenchmarkFolder();
        foreach (var group in RatioGroups.All.Where(group => only.Count == 0 || only.Contains(group.Name)))
        {
            Console.Error.WriteLine($"measuring {group.Name} …");
            Ratio[] measured = [.. group.Measure(folder)];
            results = [.. RatioGroups.All.SelectMany(other => other == group ? measured : results.Where(ratio => ratio.Group == other.Name))];
            if (json is not null)
            {
                ResultLines.Write(json, environment, results);
            }
        }

        RatioTable.Print(environment, results);
    }
}
