using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vae.Quality.Report;
using Vae.Training;

namespace Vae.Quality.RandomTables;

/// <summary><c>random-tables</c>: whether one planted change in a normal row is flagged at 1 %, in tables of every make.</summary>
internal static class RandomTableCommand
{
    private static readonly Option<int> Tables = new("--tables") { Description = "Number of tables.", DefaultValueFactory = _ => 200 };
    private static readonly Option<int> First = new("--first") { Description = "Seed of the first table; the others follow.", DefaultValueFactory = _ => 1 };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "File of results, one JSON object a line; tables that stand in it are not done again." };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Optimiser steps." };

    public static Command Create()
    {
        var command = new Command("random-tables", "Draws tables, trains on 1,000 rows of each as the tool does, and counts flagged normal rows and planted changes.")
        {
            Tables, First, Json, Steps,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var file = line.GetValue(Json);
        var results = file is { Exists: true } ? JsonLines.ReadAll<RandomTableResult>(file.FullName).ToList() : [];
        var done = results.Select(result => result.Seed).ToHashSet();
        var folder = Directory.CreateTempSubdirectory("random-tables");
        try
        {
            using var lines = file is null ? TextWriter.Null : file.AppendText();
            foreach (var seed in Enumerable.Range(line.GetValue(First), line.GetValue(Tables)).Where(seed => !done.Contains(seed)))
            {
                if (RandomTableRun.Of(seed, folder.FullName, new VaeTrainingOptions { Steps = line.GetValue(Steps) }) is { } result)
                {
                    results.Add(result);
                    JsonLines.Append(lines, result);
                    Console.Error.WriteLine(FormattableString.Invariant(
                        $"table {seed}: {result.FalseAlarms} of {result.Fresh} false alarms, {result.Kinds.Sum(kind => kind.Flagged)} of {result.Kinds.Sum(kind => kind.Planted)} planted rows flagged; {string.Join(", ", result.Misses)}"));
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(TableOf(results));
    }

    private static Table TableOf(IReadOnlyList<RandomTableResult> results)
    {
        var table = new Table { Title = new TableTitle(FormattableString.Invariant($"{results.Count} random tables, flagged at 1 %")) };
        table.AddColumns("rows", "number", "flagged", "share");
        foreach (var kind in results.SelectMany(result => result.Kinds).GroupBy(kind => kind.Kind).OrderBy(group => group.Key))
        {
            Add($"planted, {kind.Key}", kind.Sum(count => count.Planted), kind.Sum(count => count.Flagged));
        }

        var (planted, flagged) = (results.Sum(result => result.Kinds.Sum(kind => kind.Planted)), results.Sum(result => result.Kinds.Sum(kind => kind.Flagged)));
        Add("planted, all", planted, flagged);
        Add("planted, without misses that go no farther than a training row", planted - results.Sum(result => result.NotFarther), flagged);
        Add("normal", results.Sum(result => result.Fresh), results.Sum(result => result.FalseAlarms));
        return table;

        void Add(string rows, int number, int of) =>
            table.AddRow(rows, Text(number, "#,0"), Text(of, "#,0"), Text(100.0 * of / Math.Max(1, number), "0.00 '%'"));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
