using Spectre.Console;
using Vae.Benchmarks.Ratios;

namespace Vae.Benchmarks.Report;

/// <summary>Results on the terminal.</summary>
internal static class RatioTable
{
    public static void Print(MeasuredOn on, IReadOnlyList<Ratio> ratios)
    {
        // Without a terminal the width is unknown and tables would be cut at 80 columns.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 200);
        var table = new Table().Title(Markup.Escape($"{on.Machine}, {on.Cores} cores")).AddColumns("", "on", "against", "unit", "subject", "baseline", "ratio", "quartiles", "of processor time", "goal", "", "note");
        foreach (var ratio in ratios)
        {
            var verdict = ratio.Goal is null ? "" : ratio.Goal.IsMetBy(ratio.Value.Median) ? "[green]met[/]" : "[red]not met[/]";
            table.AddRow(
                Markup.Escape(ratio.Subject), ratio.On, Markup.Escape(ratio.Baseline), ratio.Unit, Figure.Of(ratio.SubjectValue), Figure.Of(ratio.BaselineValue), Figure.OfRatio(ratio.Value.Median),
                $"{Figure.OfRatio(ratio.Value.Low)} … {Figure.OfRatio(ratio.Value.High)}", ratio.Cpu is { } cpu ? Figure.OfRatio(cpu) : "", ratio.Goal?.ToString() ?? "", verdict, Markup.Escape(ratio.Note ?? ""));
        }

        AnsiConsole.Write(table);
    }
}
