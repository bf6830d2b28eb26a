using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vae.MLNet;
using Vae.Quality.Data;
using Vae.Quality.Detectors;
using Vae.Quality.Faults;
using Vae.Quality.Field;
using Vae.Quality.Generation;
using Vae.Quality.Images;
using Vae.Quality.Large;
using Vae.Quality.Latent;
using Vae.Quality.Monitoring;
using Vae.Quality.OddBench;
using Vae.Quality.Plates;
using Vae.Quality.RandomTables;
using Vae.Quality.Report;
using Vae.Quality.Wide;
using Vae.Training;

namespace Vae.Quality;

/// <summary>The command line: which data, which options of the detector, where results go.</summary>
internal static class QualityCommand
{
    /// <summary>The baselines by name.</summary>
    internal const string KnownBaselines = "pca, knn (fifth neighbour, standardised), nearest (first, raw), mahalanobis (Ledoit-Wolf), forest (isolation)";

    private static readonly Argument<DirectoryInfo> Folder = new Argument<DirectoryInfo>("folder") { Description = "Folder of data sets: .npz with X and y, or .csv." }.AcceptExistingOnly();
    private static readonly Option<string> Protocol = new Option<string>("--protocol")
    {
        Description = "one-class: half of the normal rows train. contaminated: all rows train and the same are scored.",
        DefaultValueFactory = _ => "one-class",
    }.AcceptOnlyFromAmong("one-class", "contaminated");

    private static readonly Option<string> Seeds = new("--seeds") { Description = "Seeds, separated by commas.", DefaultValueFactory = _ => "0" };
    private static readonly Option<string> Sets = new("--sets") { Description = "Data sets, separated by commas; all by default.", DefaultValueFactory = _ => "" };
    private static readonly Option<DirectoryInfo?> Splits = new("--splits") { Description = "Folder of files <set>.<seed>.txt that say which rows train; drawn by the seed by default." };
    private static readonly Option<string> Label = new("--label") { Description = "Label column of .csv files; 0 = normal.", DefaultValueFactory = _ => "Label" };
    private static readonly Option<string> Baselines = new("--baselines") { Description = $"Baselines, separated by commas: {KnownBaselines}; empty for none.", DefaultValueFactory = _ => "pca,knn" };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "File to write results to, one JSON object a line." };
    private static readonly Option<DirectoryInfo?> Scores = new("--scores") { Description = "Existing folder to write the scores to, one file per set, seed and detector." };
    private static readonly Option<DirectoryInfo?> Checkpoints = new("--checkpoints") { Description = "Existing folder that trained members are kept in and taken from: what follows training is done anew." };
    private static readonly Option<int?> TrainingSeed = new("--training-seed") { Description = "Seed of training; that of the split by default." };
    private static readonly Option<FileInfo?> Against = new("--against") { Description = "Results of an earlier run whose first detector is compared with, too." };
    private static readonly Option<VaeScoreKind?> Score = new("--score") { Description = "How the score is formed." };
    private static readonly Option<string?> Contamination = new("--contamination") { Description = "Declared share of anomalies in the training rows, or unknown; 0.1 under --protocol contaminated, else 0." };
    private static readonly Option<int?> Members = new("--members") { Description = "Number of VAEs." };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Optimiser steps." };
    private static readonly Option<int?> HiddenUnits = new("--hidden-units") { Description = "Width of the hidden layers." };
    private static readonly Option<int?> LatentDimension = new("--latent-dimension") { Description = "Number of latent dimensions." };
    private static readonly Option<double?> KlWeight = new("--kl-weight") { Description = "Weight of the KL divergence in the loss." };
    private static readonly Option<VaeReferenceKind?> References = new("--references") { Description = "What the references are." };
    private static readonly Option<int?> ReferenceVectors = new("--reference-vectors") { Description = "Reference vectors per member." };

    public static RootCommand Create()
    {
        var command = new RootCommand("Detection quality on labelled data sets, trained with default settings and scored through the exported ONNX model inside ML.NET.")
        {
            Folder, Protocol, Seeds, Sets, Splits, Label, Baselines, Json, Scores, Checkpoints, TrainingSeed, Against, Score, Contamination,
            Members, Steps, HiddenUnits, LatentDimension, KlWeight, References, ReferenceVectors,
        };
        command.Subcommands.Add(ImageCommand.Create());
        command.Subcommands.Add(DefectCommand.Create());
        command.Subcommands.Add(PlateCommand.Create());
        foreach (var monitoring in MonitoringCommand.Create())
        {
            command.Subcommands.Add(monitoring);
        }

        command.Subcommands.Add(FaultCommand.Create());
        command.Subcommands.Add(RandomTableCommand.Create());
        command.Subcommands.Add(FieldCommand.Create());
        command.Subcommands.Add(FarFromZeroCommand.Create());
        command.Subcommands.Add(GenerationCommand.Create());
        command.Subcommands.Add(LatentCommand.Create());
        command.Subcommands.Add(WideCommand.Create());
        command.Subcommands.Add(OddBenchCommand.Create());
        command.Subcommands.Add(LargeCommand.Create());
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var protocol = line.GetValue(Protocol) == "contaminated" ? Data.Protocol.Contaminated : Data.Protocol.OneClass;
        var run = new QualityRun
        {
            Folder = line.GetRequiredValue(Folder).FullName,
            Sets = List(line.GetRequiredValue(Sets)),
            Seeds = Numbers(line.GetRequiredValue(Seeds)),
            Protocol = protocol,
            Detectors = [new VaeDetector(Training(line, protocol), line.GetValue(Checkpoints)?.FullName), .. List(line.GetRequiredValue(Baselines)).Select(Baseline)],
            Splits = line.GetValue(Splits)?.FullName,
            Scores = line.GetValue(Scores)?.FullName,
            TrainingSeed = line.GetValue(TrainingSeed),
            LabelColumn = line.GetRequiredValue(Label),
        };
        var results = new List<SetResult>();
        using var lines = line.GetValue(Json) is { } file ? file.CreateText() : TextWriter.Null;
        foreach (var result in run.Results())
        {
            results.Add(result);
            JsonLines.Append(lines, result);
            Console.Error.WriteLine(result);
        }

        Print(results, line.GetValue(Against) is { } earlier ? JsonLines.Read(earlier.FullName) : []);
    }

    /// <summary>Tables of results, and of differences to those of an earlier run.</summary>
    internal static void Print(List<SetResult> results, IReadOnlyList<SetResult> earlier)
    {
        // Without a terminal the width is unknown and tables would be cut at 80 columns.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(SetTable.Of(results));
        var compared = earlier.Where(result => result.Detector == earlier[0].Detector).Select(result => result with { Detector = "earlier run" });
        List<SetResult> all = [.. results, .. compared];
        if (all.DistinctBy(result => result.Detector).Count() > 1)
        {
            AnsiConsole.Write(DifferenceTable.Of(all));
        }

        if (results.Any(result => result.Promise is not null))
        {
            AnsiConsole.Write(PromiseTable.Of(results));
        }
    }

    private static VaeTrainingOptions Training(ParseResult line, Protocol protocol)
    {
        var defaults = new VaeTrainingOptions();
        return defaults with
        {
            Score = line.GetValue(Score),
            Contamination = line.GetValue(Contamination) is { } share ? Share(share) : protocol == Data.Protocol.Contaminated ? 0.1 : 0,
            Members = line.GetValue(Members) ?? defaults.Members,
            Steps = line.GetValue(Steps) ?? defaults.Steps,
            HiddenUnits = line.GetValue(HiddenUnits) ?? defaults.HiddenUnits,
            LatentDimension = line.GetValue(LatentDimension),
            KlWeight = line.GetValue(KlWeight) ?? defaults.KlWeight,
            References = line.GetValue(References) ?? defaults.References,
            ReferenceVectors = line.GetValue(ReferenceVectors),
        };
    }

    /// <summary>The share of anomalies that a text declares; null for unknown.</summary>
    internal static double? Share(string text) => text == "unknown" ? null : double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The baseline of a name.</summary>
    internal static IDetector Baseline(string name) => name switch
    {
        "pca" => new RandomizedPcaDetector(),
        "knn" => new NeighbourDetector("kNN", neighbours: 5, standardised: true),
        "nearest" => new NeighbourDetector("1-NN", neighbours: 1, standardised: false),
        "mahalanobis" => new MahalanobisDetector(),
        "forest" => new IsolationForestDetector(),
        _ => throw new ArgumentException($"Option '--baselines' must name some of {KnownBaselines}; got '{name}'. Leave it empty for none.", nameof(name)),
    };

    /// <summary>What an option names, with commas between.</summary>
    internal static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The whole numbers that an option names.</summary>
    internal static int[] Numbers(string text) => [.. List(text).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
