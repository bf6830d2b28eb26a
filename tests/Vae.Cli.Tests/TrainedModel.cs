using System.Globalization;

namespace Vae.Cli.Tests;

/// <summary>
/// A small table with numbers, text, missing cells, an identifier and a label, and a model trained on it once for all tests: normal points lie on a
/// line, anomalies beside it.
/// </summary>
public sealed class TrainedModel : IDisposable
{
    public const string Header = "id,x,y,colour,kind";

    public TrainedModel()
    {
        Rows = MakeRows();
        Data = Folder.Write("data.csv", $"{Header}\n{string.Join('\n', Rows)}\n");
        Path = Folder["model.onnx"];
        TrainingOutput = VaeProcess.Answer("train", Data, "--label", "kind", "--ignore", "id", "--output", Path, "--scores", Folder["training.csv"], "--steps", "100");
    }

    public TemporaryFolder Folder { get; } = new();

    /// <summary>The data lines without the header: 280 normal rows and 20 broken ones.</summary>
    public string[] Rows { get; }

    public string Data { get; }

    public string Path { get; }

    public string TrainingOutput { get; }

    public void Dispose() => Folder.Dispose();

    private static string[] MakeRows()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 300).Select(i =>
        {
            var isBroken = i % 15 == 7;
            var x = (float)((random.NextDouble() * 4) - 2);
            var y = (3 * x) + (float)(random.NextDouble() * 0.2) + (isBroken ? 5 : 0);
            var colour = random.Next(3) switch { 0 => "red", 1 => "blue", _ => "" };
            return string.Create(CultureInfo.InvariantCulture, $"r{i},{x},{(i % 50 == 3 ? "" : y)},{colour},{(isBroken ? "broken" : "normal")}");
        })];
    }
}

/// <summary>The tests that share <see cref="TrainedModel"/>.</summary>
[CollectionDefinition(nameof(TrainedModel))]
public sealed class TrainedModelTests : ICollectionFixture<TrainedModel>;
