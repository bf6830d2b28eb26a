using System.CommandLine;
using Spectre.Console;
using Vae.Quality.Report;

namespace Vae.Quality.Faults;

/// <summary><c>faults</c>: whether the reasons name the feature that was broken on purpose, and what they cost.</summary>
internal static class FaultCommand
{
    private static readonly string[] DevelopmentSets =
        ["6_cardio", "12_fault", "20_letter", "22_magic.gamma", "27_PageBlocks", "31_satimage-2", "38_thyroid", "41_Waveform", "43_WDBC"];

    private static readonly Argument<DirectoryInfo> Folder = new Argument<DirectoryInfo>("folder") { Description = "Folder of data sets: .npz with X and y, or .csv." }.AcceptExistingOnly();
    private static readonly Option<string> Sets = new("--sets") { Description = "Data sets, separated by commas.", DefaultValueFactory = _ => string.Join(',', DevelopmentSets) };
    private static readonly Option<string> Seeds = new("--seeds") { Description = "Seeds, separated by commas.", DefaultValueFactory = _ => "0" };
    private static readonly Option<DirectoryInfo?> Splits = new("--splits") { Description = "Folder of files <set>.<seed>.txt that say which rows train; drawn by the seed by default." };
    private static readonly Option<int> MostTrainingRows = new("--training-rows") { Description = "Most normal rows to train on.", DefaultValueFactory = _ => 1_500 };
    private static readonly Option<int> MostRows = new("--rows") { Description = "Most held-out normal rows to break.", DefaultValueFactory = _ => 500 };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "File to write results to, one JSON object a line." };

    public static Command Create()
    {
        var command = new Command("faults", "Breaks one feature of held-out normal rows and counts how often the reasons name it.")
        {
            Folder, Sets, Seeds, Splits, MostTrainingRows, MostRows, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var run = new FaultRun
        {
            Folder = line.GetRequiredValue(Folder).FullName,
            Sets = QualityCommand.List(line.GetRequiredValue(Sets)),
            Seeds = QualityCommand.Numbers(line.GetRequiredValue(Seeds)),
            Splits = line.GetValue(Splits)?.FullName,
            MostTrainingRows = line.GetValue(MostTrainingRows),
            MostRows = line.GetValue(MostRows),
        };
        var (results, costs, rates) = (new List<FaultResult>(), new List<ContributionCost>(), new List<CounterfactualRate>());
        using var lines = line.GetValue(Json) is { } file ? file.CreateText() : TextWriter.Null;
        foreach (var (hits, cost, rate) in run.Results())
        {
            results.AddRange(hits);
            costs.Add(cost);
            rates.Add(rate);
            foreach (var hit in hits)
            {
                JsonLines.Append(lines, hit);
            }

            Console.Error.WriteLine(FormattableString.Invariant(
                $"{hits[0].Set} seed {hits[0].Seed}: {string.Join(", ", hits.Select(hit => FormattableString.Invariant($"{hit.Fault} by {hit.Ranking} {hit.HitAt1:0.000}")))}; cost {cost.Share:P1}; {rate.Normal} of {rate.Flagged} flipped"));
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 200);
        AnsiConsole.Write(FaultTable.Of(results));
        AnsiConsole.Write(FaultTable.Of(costs));
        AnsiConsole.Write(FaultTable.Of(rates));
    }
}
