using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Vae.Quality.Field;

/// <summary><c>field</c>: whether sentinels and markers in the training file cost anything: planted rows found and false alarms, beside the clean file.</summary>
internal static class FieldCommand
{
    private static readonly string[] Sentinels = ["99999", "-999", "9999", "1e6", "1e38"];

    private static readonly string[] Markers =
        ["NA", "N/A", "n/a", "NULL", "?", "-", "#N/A", "None", "nan", "inf", "1e308", "<NA>", "#DIV/0!"];

    private static readonly Option<int> Seeds = new("--seeds") { Description = "Seeds 1 to N.", DefaultValueFactory = _ => 3 };

    public static Command Create()
    {
        var command = new Command("field", "Writes sentinels and markers into a training file and counts planted rows found and false alarms.") { Seeds };
        command.SetAction(line => Run(line.GetValue(Seeds)));
        return command;
    }

    private static void Run(int seeds)
    {
        var table = new Table { Border = TableBorder.Minimal }.AddColumns("written into training", "cells of 300", "planted rows found", "false alarms", "promised");
        Add(table, "nothing", 0, seeds);
        foreach (var (text, cells) in Sentinels.SelectMany(text => new[] { (text, 1), (text, 3), (text, 10) }).Concat(Markers.Select(text => (text, 3))))
        {
            Add(table, text, cells, seeds);
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(table);
    }

    private static void Add(Table table, string text, int cells, int seeds)
    {
        FieldResult[] results = [.. Enumerable.Range(1, seeds).Select(seed => FieldRun.Of(text, cells, seed))];
        table.AddRow(
            new Text(text), Number($"{cells}"), Number($"{results.Sum(result => result.Found)} of {results.Sum(result => result.Planted)}"),
            Number($"{results.Average(result => result.FalseAlarmRate):P1}"), Number($"{results.Average(result => result.Promised):P1}"));
        Console.Error.WriteLine(FormattableString.Invariant($"{text} x {cells}: {results.Sum(result => result.Found)} of {results.Sum(result => result.Planted)}"));
    }

    private static Text Number(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}
