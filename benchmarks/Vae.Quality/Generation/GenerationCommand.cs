using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vae.Quality.Report;

namespace Vae.Quality.Generation;

/// <summary><c>generation</c>: how good made-up rows are.</summary>
internal static class GenerationCommand
{
    private static readonly Argument<DirectoryInfo> Folder = new Argument<DirectoryInfo>("folder") { Description = "Folder of data sets: .npz with X and y, or .csv." }.AcceptExistingOnly();
    private static readonly Option<string> Sets = new("--sets") { Description = "Data sets, separated by commas; all by default.", DefaultValueFactory = _ => "" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the split, the training and the draws." };
    private static readonly Option<DirectoryInfo?> Splits = new("--splits") { Description = "Folder of files <set>.<seed>.txt that say which rows train; drawn by the seed by default." };
    private static readonly Option<int> FewestRows = new("--fewest-rows") { Description = "Sets of fewer normal rows are left out.", DefaultValueFactory = _ => 1_000 };
    private static readonly Option<int> MostTrainingRows = new("--training-rows") { Description = "Most normal rows to train on.", DefaultValueFactory = _ => 5_000 };
    private static readonly Option<bool> Retrain = new("--retrain") { Description = "Also train a detector on made-up rows only." };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "File to write results to, one JSON object a line." };

    public static Command Create()
    {
        var command = new Command("generation", "Makes up rows and compares them with fresh normal ones: columns, pairs, validity, two-sample test, copies.")
        {
            Folder, Sets, Seed, Splits, FewestRows, MostTrainingRows, Retrain, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var run = new GenerationRun
        {
            Folder = line.GetRequiredValue(Folder).FullName,
            Sets = QualityCommand.List(line.GetRequiredValue(Sets)),
            Seed = line.GetValue(Seed),
            Splits = line.GetValue(Splits)?.FullName,
            FewestNormalRows = line.GetValue(FewestRows),
            MostTrainingRows = line.GetValue(MostTrainingRows),
            Retrains = line.GetValue(Retrain),
        };
        var results = new List<GenerationResult>();
        using var lines = line.GetValue(Json) is { } file ? file.CreateText() : TextWriter.Null;
        foreach (var result in run.Results())
        {
            results.Add(result);
            JsonLines.Append(lines, result);
            Console.Error.WriteLine(FormattableString.Invariant(
                $"{result.Set}: shapes {result.ColumnShapes:0.000}, trends {result.PairTrends:0.000}, two-sample {result.TwoSampleAuroc:0.000}, flagged {result.Flagged:P1}, AUROC {result.AurocReal:0.000} / {result.AurocMade:0.000}"));
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(Table(results));
    }

    private static Table Table(List<GenerationResult> results)
    {
        var table = new Table { Title = new TableTitle("Made-up rows beside fresh normal ones") };
        table.AddColumns("set", "rows", "features", "column shapes", "pair trends", "valid", "two-sample AUROC", "copies, rare (of fresh)", "distance ratio", "AUROC real / made");
        foreach (var result in results)
        {
            table.AddRow(
                Markup.Escape(result.Set), Text(result.TrainingRows, "0"), Text(result.Features, "0"), Text(result.ColumnShapes, "0.000"),
                Text(result.PairTrends, "0.000"), Text(result.Validity, "0.000"), Text(result.TwoSampleAuroc, "0.000"),
                $"{Text(result.Copies, "0")}, {Text(result.RareCopies, "0")} ({Text(result.FreshCopies, "0")})", Text(result.NearestRatio, "0.00"),
                result.AurocReal is null ? "" : $"{Text(result.AurocReal.Value, "0.000")} / {Text(result.AurocMade!.Value, "0.000")}");
        }

        table.AddRow(
            "mean", "", "", Mean(result => result.ColumnShapes, "0.000"), Mean(result => result.PairTrends, "0.000"), Mean(result => result.Validity, "0.000"),
            Mean(result => result.TwoSampleAuroc, "0.000"), "", Mean(result => result.NearestRatio, "0.00"),
            $"{Mean(result => result.AurocReal ?? double.NaN, "0.000")} / {Mean(result => result.AurocMade ?? double.NaN, "0.000")}");
        return table;

        string Mean(Func<GenerationResult, double> of, string format) => Text(results.Select(of).DefaultIfEmpty(double.NaN).Average(), format);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
