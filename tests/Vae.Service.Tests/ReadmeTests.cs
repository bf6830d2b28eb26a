using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vae.Data;
using Vae.MLNet.TestModels;
using Vae.Service.Hosting;
using Vae.Training;

namespace Vae.Service.Tests;

/// <summary>The README as it stands: its commands are run, and answer what it shows; its settings are those that there are.</summary>
[Collection(nameof(TrainedModels))]
public sealed partial class ReadmeTests(TrainedModels models)
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "samples/Service/README.md"));

    [Fact]
    public async Task Its_commands_answer_what_it_shows()
    {
        using var folder = new TemporaryFolder();
        await using var service = await RunningService.StartAsync([("shuttle", Shuttle(folder)), ("digits", models.Digits)]);
        var picture = folder.File("heatmap.png");
        var shown = 0;
        foreach (Match block in Block().Matches(Readme))
        {
            foreach (var command in Regex.Split(block.Groups["commands"].Value.Trim(), @"(?<!\\)\n"))
            {
                // The answer of the last one is a file in the folder that it is run in.
                var answer = await RunAsync(command.Replace("heatmap.png", picture, StringComparison.Ordinal), service.Url);
                if (command.Contains("Accept: image/png", StringComparison.Ordinal))
                {
                    Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(picture)[..4]);
                    continue;
                }

                var json = JsonNode.Parse(answer)!;
                Assert.False(json is JsonObject problem && problem.ContainsKey("detail"), $"{command}\n{answer}");
                if (block.Groups["answer"].Success)
                {
                    shown++;
                    Assert.Equal(Shape(JsonNode.Parse(block.Groups["answer"].Value)), Shape(json));
                }
            }
        }

        Assert.Equal(2, shown);
    }

    [Fact]
    public void Its_settings_are_those_that_there_are() => Assert.Equal(
        [
            .. typeof(ServiceOptions).GetProperties().Where(property => property.PropertyType != typeof(MicroBatchOptions)).Select(property => property.Name),
            .. typeof(MicroBatchOptions).GetProperties().Select(property => $"MicroBatch:{property.Name}"),
        ],
        Setting().Matches(Readme[Readme.IndexOf("## Settings", StringComparison.Ordinal)..Readme.IndexOf("## Models that", StringComparison.Ordinal)])
            .Select(match => match.Groups[1].Value));

    /// <summary>The names that an answer has, without its values.</summary>
    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject branch => $"{{{string.Join(", ", branch.Select(pair => $"{pair.Key}: {Shape(pair.Value)}"))}}}",
        JsonArray { Count: > 0 } list => $"[{Shape(list[0])}]",
        _ => "",
    };

    private static async Task<string> RunAsync(string command, string service)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true };
        start.Environment["SERVICE"] = service;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <summary>A quick model of the data that the README scores.</summary>
    private static string Shuttle(TemporaryFolder folder)
    {
        var (csv, path) = (folder.File("shuttle.csv"), folder.File("shuttle.onnx"));
        File.WriteAllLines(csv, File.ReadLines(Path.Combine(Repository.Root, "data/shuttle.csv")).Take(2_000));
        var table = TrainingTable.Read(TableSources.Open(csv), new() { Label = new() { Column = "Class", Normal = "Rad Flow" } });
        VaeTraining.Train(new(table.Features, table.Columns), new() { Steps = 60, Members = 2 }).Save(path);
        return path;
    }

    [GeneratedRegex(@"^```bash\n(?<commands>.*?)^```$(\n```json\n(?<answer>.*?)^```$)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| `([\w:]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
