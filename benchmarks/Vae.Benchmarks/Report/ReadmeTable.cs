using System.Text;
using Vae.Benchmarks.Ratios;

namespace Vae.Benchmarks.Report;

/// <summary>The README's table of speed, made from the committed results and from nothing else.</summary>
internal static class ReadmeTable
{
    public const string Begin = "<!-- speed: written by 'Vae.Benchmarks -- readme' -->";
    public const string End = "<!-- end of speed -->";

    /// <summary>Puts the table between the markers.</summary>
    public static void Rewrite(string readme, string results)
    {
        var text = File.ReadAllText(readme);
        var (start, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (start < 0 || end < start)
        {
            throw new InvalidOperationException($"File '{readme}' must have the lines '{Begin}' and '{End}', in this order. Put them where the table belongs.");
        }

        File.WriteAllText(readme, string.Concat(text.AsSpan(0, start + Begin.Length), "\n", Of(results), text.AsSpan(end)));
    }

    /// <summary>The table of all results of a folder.</summary>
    public static string Of(string results)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(results, "*.jsonl").Order(StringComparer.Ordinal))
        {
            var (on, ratios) = ResultLines.Read(file);
            text.Append(FormattableString.Invariant($"\n{on.Machine}, {on.Cores} cores, {string.Join(", ", on.Versions.Select(version => $"{version.Key} {version.Value}"))}; {on.Date}, {on.LoadPerCore:0.0} runnable threads per core at the start\n\n"));
            text.Append("| what | on | | against | | ratio | of processor time | goal |\n|---|---|---|---|---|---|---|---|\n");
            foreach (var ratio in ratios)
            {
                text.Append(Line(ratio));
            }
        }

        return text.Append('\n').ToString();
    }

    private static string Line(Ratio ratio) =>
        $"| {ratio.Subject} | {ratio.On} | {Figure.Of(ratio.SubjectValue)} {ratio.Unit} | {ratio.Baseline} | {Figure.Of(ratio.BaselineValue)} {ratio.Unit} | **{Figure.OfRatio(ratio.Value.Median)}** | {(ratio.Cpu is { } cpu ? Figure.OfRatio(cpu) : "")} | {Goal(ratio)} |\n";

    private static string Goal(Ratio ratio) => ratio.Goal is not { } goal ? "" : goal.IsMetBy(ratio.Value.Median) ? goal.ToString() : $"{goal}: missed";
}
