using Vae.Benchmarks.Ratios;
using Vae.Benchmarks.Report;

namespace Vae.Benchmarks.Tests.Report;

public sealed class ReadmeTableTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void The_README_shows_the_committed_results_and_nothing_else()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        var table = ReadmeTable.Of(Path.Combine(Root, "benchmarks/Vae.Benchmarks/results"));
        Assert.True(
            readme.Contains(ReadmeTable.Begin + "\n" + table + ReadmeTable.End, StringComparison.Ordinal),
            "README.md must hold the table of the committed results. Run 'dotnet run -c Release --project benchmarks/Vae.Benchmarks -- readme'.");
    }

    [Fact]
    public void Results_cover_every_group()
    {
        var files = Directory.GetFiles(Path.Combine(Root, "benchmarks/Vae.Benchmarks/results"), "*.jsonl");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(RatioGroups.All.Select(group => group.Name), ResultLines.Read(file).Ratios.Select(ratio => ratio.Group).Distinct()));
    }

    [Fact]
    public void A_missed_goal_is_called_missed()
    {
        Assert.True(Goal.Least(0.8).IsMetBy(0.8));
        Assert.False(Goal.Least(0.8).IsMetBy(0.79));
        Assert.False(Goal.Most(1.3).IsMetBy(1.31));
        Assert.Equal(("≥ 0.80", "≤ 1.30"), (Goal.Least(0.8).ToString(), Goal.Most(1.3).ToString()));
    }

    [Fact]
    public void Rewriting_keeps_the_text_around_the_table()
    {
        var path = Path.GetTempFileName();
        var results = Path.Combine(Root, "benchmarks/Vae.Benchmarks/results");
        File.WriteAllText(path, $"before\n{ReadmeTable.Begin}\nold\n{ReadmeTable.End}\nafter\n");
        ReadmeTable.Rewrite(path, results);
        ReadmeTable.Rewrite(path, results);
        Assert.Equal($"before\n{ReadmeTable.Begin}\n{ReadmeTable.Of(results)}{ReadmeTable.End}\nafter\n", File.ReadAllText(path));
        File.Delete(path);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Vae.MLNet.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Vae.MLNet.sln must stand above the tests; it was not found.");
        }

        return folder;
    }
}
