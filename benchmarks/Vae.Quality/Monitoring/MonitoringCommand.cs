using System.CommandLine;
using Spectre.Console;
using Vae.Quality.Denoising;
using Vae.Quality.Report;

namespace Vae.Quality.Monitoring;

/// <summary>
/// The command lines of what is measured on sets that are trained once: the share of false discoveries, the drift watch, and missing cells filled.
/// </summary>
internal static class MonitoringCommand
{
    private static readonly Argument<DirectoryInfo> Folder = new Argument<DirectoryInfo>("folder") { Description = "Folder of .npz data sets." }.AcceptExistingOnly();
    private static readonly Option<string> Sets = new("--sets")
    {
        Description = "Data sets, separated by commas, 'synthetic' for one that is made; all of the folder by default.", DefaultValueFactory = _ => "",
    };

    private static readonly Option<DirectoryInfo> Models = new Option<DirectoryInfo>("--models")
    {
        Description = "Existing folder that trained models are kept in and taken from.", Required = true,
    }.AcceptExistingOnly();

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "File to write results to, one JSON object a line." };

    public static IEnumerable<Command> Create() =>
    [
        Create("fdr", "Realised share of false discoveries and power of selected batches, 100 draws per set.", FdrRun.Results, FdrResult.Table),
        Create("denoise", "A tenth of the cells of held-out normal rows removed and filled: by the model, by medians, by neighbours.", DenoiseRun.Results, DenoiseResult.Table),
        Create("drift", "False alarms and delay of the drift watch, 200 streams of 10,000 rows per set.", DriftRun.Results, DriftResult.Table),
    ];

    private static Command Create<T>(string name, string description, Func<TrainedSet, IEnumerable<T>> run, Func<IReadOnlyList<T>, Table> table)
    {
        var command = new Command(name, description) { Folder, Sets, Models, Json };
        command.SetAction(line =>
        {
            var names = QualityCommand.List(line.GetRequiredValue(Sets));
            var results = new List<T>();
            using var lines = line.GetValue(Json) is { } file ? file.CreateText() : TextWriter.Null;
            foreach (var set in TrainedSet.All(line.GetRequiredValue(Folder).FullName, names, line.GetRequiredValue(Models).FullName))
            {
                using (set)
                {
                    foreach (var result in run(set))
                    {
                        results.Add(result);
                        JsonLines.Append(lines, result);
                        Console.Error.WriteLine(JsonLines.Write(result));
                    }
                }
            }

            AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
            AnsiConsole.Write(table(results));
        });
        return command;
    }
}
