using System.CommandLine;
using Spectre.Console;
using Vae.Quality.Data;
using Vae.Quality.Detectors;
using Vae.Quality.Report;
using Vae.Training;

namespace Vae.Quality.OddBench;

/// <summary><c>oddbench</c>: a seeded sample of many small labelled sets, on which small differences can be told.</summary>
internal static class OddBenchCommand
{
    private static readonly Argument<DirectoryInfo> Folder =
        new Argument<DirectoryInfo>("folder") { Description = "Folder of .npz data sets with train, test and test_labels." }.AcceptExistingOnly();

    private static readonly Option<int> Sets = new("--sets") { Description = "Number of data sets, drawn by a seed of their own.", DefaultValueFactory = _ => 200 };
    private static readonly Option<int> Sample = new("--sample") { Description = "Seed of that draw.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string> Seeds = new("--seeds") { Description = "Seeds of rows and training, separated by commas.", DefaultValueFactory = _ => "0,1" };
    private static readonly Option<int> Rows = new("--rows") { Description = "Most training rows of a set.", DefaultValueFactory = _ => 2_000 };
    private static readonly Option<string?> Contamination = new("--contamination")
    {
        Description = "Tables of training rows and a few anomalies in place of training rows alone, all of which train and are scored, and this share of anomalies declared, or unknown.",
    };

    private static readonly Option<string> Baselines = new("--baselines") { Description = $"Baselines, separated by commas: {QualityCommand.KnownBaselines}; empty for none.", DefaultValueFactory = _ => "knn,forest" };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "File of results, one JSON object a line; what stands in it is not done again." };
    private static readonly Option<FileInfo?> Against = new("--against") { Description = "Results of an earlier run whose first detector is compared with, too." };
    private static readonly Option<DirectoryInfo?> Checkpoints = new("--checkpoints") { Description = "Existing folder that trained members are kept in and taken from: what follows training is done anew." };
    private static readonly Option<double> Minutes = new("--minutes") { Description = "Ends after the set that passes this time; start again to go on.", DefaultValueFactory = _ => double.PositiveInfinity };

    public static Command Create()
    {
        var command = new Command("oddbench", "Detection quality on a sample of several hundred sets that say themselves which rows train.")
        {
            Folder, Sets, Sample, Seeds, Rows, Contamination, Baselines, Json, Against, Checkpoints, Minutes,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var file = line.GetValue(Json);
        var results = file is { Exists: true } ? JsonLines.Read(file.FullName).ToList() : [];
        var done = results.Select(result => (result.Set, result.Seed, result.Detector)).ToHashSet();
        var (contamination, protocol) = line.GetValue(Contamination) is { } share ? (QualityCommand.Share(share), Protocol.Contaminated) : (0, Protocol.OneClass);
        IDetector[] detectors =
        [
            new VaeDetector(new VaeTrainingOptions { Contamination = contamination }, line.GetValue(Checkpoints)?.FullName),
            .. QualityCommand.List(line.GetRequiredValue(Baselines)).Select(QualityCommand.Baseline),
        ];
        var seeds = QualityCommand.Numbers(line.GetRequiredValue(Seeds));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using (var lines = file is null ? TextWriter.Null : file.AppendText())
        {
            foreach (var (path, seed) in SplitTables.Sample(line.GetRequiredValue(Folder).FullName, line.GetValue(Sets), line.GetValue(Sample)).SelectMany(path => seeds.Select(seed => (path, seed))))
            {
                IDetector[] open = [.. detectors.Where(detector => !done.Contains((Path.GetFileNameWithoutExtension(path), seed, detector.Name)))];
                if (clock.Elapsed.TotalMinutes > line.GetValue(Minutes))
                {
                    break;
                }

                if (open.Length == 0)
                {
                    continue;
                }

                var (train, test) = SplitTables.Read(path, line.GetValue(Rows), seed, protocol);
                foreach (var detection in open.SelectMany(detector => detector.Run(train, test, seed)))
                {
                    var result = SetResult.Of(detection, train, test, seed, protocol);
                    results.Add(result);
                    JsonLines.Append(lines, result);
                    Console.Error.WriteLine(result);
                }
            }
        }

        QualityCommand.Print(results, line.GetValue(Against) is { } earlier ? JsonLines.Read(earlier.FullName) : []);
    }
}
