using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Vae.MLNet;
using Vae.Quality.Data;
using Vae.Training;

namespace Vae.Quality.Wide;

/// <summary><c>wide</c>: what wide tables take of time, memory and disk, and how well they are told apart.</summary>
internal static class WideCommand
{
    private static readonly Option<int> Rows = new("--rows") { Description = "Rows that train.", DefaultValueFactory = _ => 1_500 };
    private static readonly Option<string> Kinds = new("--kinds") { Description = "Tables: numbers, hashes, text.", DefaultValueFactory = _ => "numbers,hashes,text" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of rows and training.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> Members = new("--members") { Description = "Number of VAEs." };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Optimiser steps." };
    private static readonly Option<double?> TimeLimit = new("--time-limit") { Description = "Seconds." };
    private static readonly Option<double?> Cancel = new("--cancel") { Description = "Cancels after so many seconds, and says how long it took." };

    public static Command Create()
    {
        var command = new Command("wide", "Trains on wide tables of ML.NET's own transforms: seconds, memory, file, AUROC.")
        {
            Rows, Kinds, Seed, Members, Steps, TimeLimit, Cancel,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var table = new Table { Title = new TableTitle("Wide tables; memory is the largest of the process so far") };
        table.AddColumns("table", "rows", "features", "training s", "of which after the last step", "memory MB", "file MB", "AUROC", "flagged normal");
        foreach (var kind in QualityCommand.List(line.GetRequiredValue(Kinds)))
        {
            var (rows, seed) = (line.GetValue(Rows), line.GetValue(Seed));
            var (train, test) = kind switch
            {
                "text" => WideTables.Text(rows, seed),
                "hashes" => WideTables.Hashes(rows, seed),
                _ => WideTables.Numbers(rows, seed),
            };
            table.AddRow([.. Measure(line, train, test).Select(Markup.Escape)]);
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(table);
    }

    private static string[] Measure(ParseResult line, LabelledTable train, LabelledTable test)
    {
        using var cancel = line.GetValue(Cancel) is { } after ? new CancellationTokenSource(TimeSpan.FromSeconds(after)) : new CancellationTokenSource();
        var options = new VaeTrainingOptions
        {
            Seed = line.GetValue(Seed), Members = line.GetValue(Members), Steps = line.GetValue(Steps),
            TimeLimit = line.GetValue(TimeLimit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        var clock = Stopwatch.StartNew();
        string[] first = [train.Name, Text(train.Rows, "#,0"), Text(train.FeatureCount, "#,0")];
        try
        {
            var trained = VaeTraining.Train(new(train.Features, train.Columns), options, new Reports(train.Name), cancellation: cancel.Token);
            var took = clock.Elapsed;
            foreach (var remark in trained.Remarks)
            {
                Console.Error.WriteLine($"{train.Name}: {remark}");
            }

            var path = Path.GetTempFileName();
            trained.Save(path);
            var bytes = new FileInfo(path).Length;
            File.Delete(path);
            using var model = trained.OpenModel();
            var scores = model.Score(test.Features);
            var metrics = AnomalyMetrics.Compute(scores.Score, test.Labels, new AnomalyEvaluationOptions { BootstrapResamples = 0 });
            var flagged = scores.PredictedLabel.Where((_, row) => !test.Labels[row]).Average(flag => flag ? 1.0 : 0);
            return
            [
                .. first, Text(took.TotalSeconds, "0.0"), Text((took - trained.History[^1].Elapsed).TotalSeconds, "0.0"), Memory(),
                Text(bytes / 1e6, "0.0"), Text(metrics.AreaUnderRocCurve ?? 0, "0.000"), Text(100 * flagged, "0.0 '%'"),
            ];
        }
        catch (OperationCanceledException)
        {
            return [.. first, Text(clock.Elapsed.TotalSeconds, "0.0"), "cancelled", Memory(), "", "", ""];
        }
    }

    private static string Memory() => Text(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, "#,0");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed class Reports(string name) : IProgress<VaeTrainingProgress>
    {
        public void Report(VaeTrainingProgress value) =>
            Console.Error.WriteLine(FormattableString.Invariant($"{name}: step {value.Step} of {value.Steps}, {value.Elapsed.TotalSeconds:0.0} s"));
    }
}
