using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;
using Vae.Quality.Report;

namespace Vae.Quality.Large;

/// <summary><c>large</c>: what steps, width and references are worth on tables of 20,000 to 1,000,000 rows.</summary>
internal static class LargeCommand
{
    private static readonly Option<DirectoryInfo?> Folder = new("--folder") { Description = "Folder of .npz data sets with X and y, or with train, test and test_labels; generated tables alone by default." };
    private static readonly Option<string> Sets = new("--sets") { Description = $"Tables, separated by commas: files of the folder without their extension, or {string.Join(", ", GeneratedTable.Structures)}; all by default.", DefaultValueFactory = _ => "" };
    private static readonly Option<string> Rows = new("--rows") { Description = "Numbers of training rows, separated by commas; files with fewer normal rows are left out.", DefaultValueFactory = _ => "50000" };
    private static readonly Option<string> Seeds = new("--seeds") { Description = "Seeds of rows and training, separated by commas.", DefaultValueFactory = _ => "0" };
    private static readonly Option<string> Variants = new("--variants") { Description = $"Ways to train, separated by commas: {LargeVariant.Known}.", DefaultValueFactory = _ => "default,steps=2000,steps=4000,steps=8000,hidden=256,hidden=512" };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "File of results, one JSON object a line; what stands in it is not done again." };
    private static readonly Option<FileInfo?> Against = new("--against") { Description = "Results of an earlier build, whose variants stand in the table as earlier ones." };
    private static readonly Option<string> Baseline = new("--baseline") { Description = "The variant that the others are compared with.", DefaultValueFactory = _ => "default" };
    private static readonly Option<double> Minutes = new("--minutes") { Description = "Ends after the training that passes this time; start again to go on.", DefaultValueFactory = _ => double.PositiveInfinity };

    public static Command Create()
    {
        var command = new Command("large", "Detection quality, time, memory and file of tables of many rows against steps, width and references, real tables and generated ones.")
        {
            Folder, Sets, Rows, Seeds, Variants, Json, Against, Baseline, Minutes,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var file = line.GetValue(Json);
        var results = file is { Exists: true } ? JsonLines.ReadAll<LargeResult>(file.FullName).ToList() : [];
        using (var lines = file is null ? TextWriter.Null : file.AppendText())
        {
            foreach (var result in Missing(line, results.Select(result => (result.Set, result.Rows, result.Seed, result.Variant)).ToHashSet()))
            {
                results.Add(result);
                JsonLines.Append(lines, result);
                Console.Error.WriteLine(result);
            }
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 220);
        var earlier = line.GetValue(Against) is { } path ? JsonLines.ReadAll<LargeResult>(path.FullName) : [];
        AnsiConsole.Write(VariantTable.Of(
            [.. results, .. earlier.Select(result => result with { Variant = "earlier " + result.Variant })], line.GetRequiredValue(Baseline)));
    }

    /// <summary>What is not done yet, one after the other, until the time is over.</summary>
    private static IEnumerable<LargeResult> Missing(ParseResult line, HashSet<(string Set, int Rows, int Seed, string Variant)> done)
    {
        var (clock, folder) = (Stopwatch.StartNew(), line.GetValue(Folder)?.FullName);
        var sets = QualityCommand.List(line.GetRequiredValue(Sets));
        foreach (var (rows, seed, set) in
            from rows in QualityCommand.Numbers(line.GetRequiredValue(Rows))
            from seed in QualityCommand.Numbers(line.GetRequiredValue(Seeds))
            from set in sets.Length > 0 ? sets : LargeTables.Names(folder)
            select (rows, seed, set))
        {
            string[] open = [.. QualityCommand.List(line.GetRequiredValue(Variants)).Where(variant => !done.Contains((set, rows, seed, variant)))];
            if (open.Length > 0 && clock.Elapsed.TotalMinutes < line.GetValue(Minutes) && LargeTables.Read(folder, set, rows, seed) is { } tables)
            {
                foreach (var variant in open.TakeWhile(_ => clock.Elapsed.TotalMinutes < line.GetValue(Minutes)))
                {
                    yield return LargeRun.Of(variant, tables.Train, tables.Test, seed);
                }
            }
        }
    }
}
