using System.Globalization;
using Spectre.Console;

namespace Vae.Quality.Faults;

/// <summary>How often each ranking named the broken feature, per set and in the mean over the sets.</summary>
internal static class FaultTable
{
    public static Table Of(IReadOnlyList<FaultResult> results)
    {
        var kinds = results.Select(result => (result.Fault, result.Ranking)).Distinct().ToArray();
        var table = new Table { Title = new TableTitle("The broken feature stands first / among the first three, share of rows, means over seeds") };
        table.AddColumns(["set", "features", "rows", .. kinds.Select(kind => $"{kind.Fault}, {kind.Ranking}")]);
        foreach (var set in results.GroupBy(result => result.Set))
        {
            var first = set.First();
            table.AddRow([Markup.Escape(set.Key), Text(first.Features, "0"), Text(first.Rows, "0"), .. kinds.Select(kind => Cell(set, kind))]);
        }

        table.AddEmptyRow();
        table.AddRow(["mean", "", "", .. kinds.Select(kind => Cell(results, kind))]);
        return table;
    }

    public static Table Of(IReadOnlyList<ContributionCost> costs)
    {
        var table = new Table { Title = new TableTitle("Rows per second through ML.NET, best of several rounds") };
        table.AddColumns("set", "score alone", "with contributions", "cost");
        foreach (var cost in costs)
        {
            table.AddRow(Markup.Escape(cost.Set), Text(cost.ScoreAlone, "#,0"), Text(cost.WithContributions, "#,0"), Text(cost.Share * 100, "0.0 '%'"));
        }

        table.AddRow("median", "", "", Text(costs.Select(cost => cost.Share).Order().ElementAt(costs.Count / 2) * 100, "0.0 '%'"));
        return table;
    }

    public static Table Of(IReadOnlyList<CounterfactualRate> rates)
    {
        var table = new Table { Title = new TableTitle("Flagged shifted rows that become normal with at most two columns changed") };
        table.AddColumns("set", "flagged", "normal", "share");
        foreach (var set in rates.GroupBy(rate => rate.Set))
        {
            Add(set.Key, [.. set]);
        }

        Add("all", rates);
        return table;

        void Add(string name, IReadOnlyList<CounterfactualRate> of)
        {
            var (flagged, normal) = (of.Sum(rate => rate.Flagged), of.Sum(rate => rate.Normal));
            table.AddRow(Markup.Escape(name), Text(flagged, "0"), Text(normal, "0"), Text(100.0 * normal / Math.Max(flagged, 1), "0.0 '%'"));
        }
    }

    /// <summary>The mean over the sets, each being the mean over its seeds.</summary>
    private static string Cell(IEnumerable<FaultResult> results, (FaultKind Fault, string Ranking) kind)
    {
        var sets = results.Where(result => (result.Fault, result.Ranking) == kind).GroupBy(result => result.Set).ToArray();
        return $"{Text(sets.Average(set => set.Average(result => result.HitAt1)), "0.000")} / {Text(sets.Average(set => set.Average(result => result.HitAt3)), "0.000")}";
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
