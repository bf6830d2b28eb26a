using System.Globalization;
using System.Text.Json.Nodes;
using Vae.Data;
using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training;

namespace Vae.Service.Tests;

/// <summary>Models that the tests serve, trained once: pumps, whose flow follows their speed, in two trainings; and digits.</summary>
public sealed class TrainedModels : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedModels()
    {
        Csv = _folder.File("pumps.csv");
        File.WriteAllLines(Csv, ["Serial,Speed,Flow,Valve,Started", .. PumpRows()]);
        var table = TrainingTable.Read(TableSources.Open(Csv), new() { Dates = VaeDateUse.Cycles });
        foreach (var (path, seed) in new[] { (Pumps, 1), (OtherPumps, 2) })
        {
            VaeTraining.Train(
                new(table.Features, table.Columns) { Keys = table.Found.Keys }, new() { Steps = 100, Members = 2, Seed = seed, FalseAlarmRate = 0.05 }).Save(path);
        }

        var images = VaeImageSet.Open(Path.Combine(Repository.Root, "data/digits/one"));
        float[] pixels = [.. images.Read(Shape).SelectMany(image => image.Pixels)];
        VaeTraining.Train(new(pixels, Shape), new() { Steps = 60, Members = 2, FalseAlarmRate = 0.05 }).Save(Digits);
    }

    /// <summary>The rows that trained the pumps: 300, normal.</summary>
    public string Csv { get; }

    public string Pumps => _folder.File("pumps.onnx");

    public string OtherPumps => _folder.File("other.onnx");

    public string Digits => _folder.File("digits.onnx");

    private static VaeImageShape Shape => new(1, 28, 28);

    /// <summary>A row of the pumps; flow 30 goes with speed 10.</summary>
    public static JsonObject Pump(double speed = 10, double flow = 30, string valve = "open") =>
        new() { ["Speed"] = speed, ["Flow"] = flow, ["Valve"] = valve, ["Started"] = "2026-03-02 09:15" };

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> PumpRows()
    {
        var (random, began) = (new Random(1), new DateTime(2026, 1, 1));
        return Enumerable.Range(0, 300).Select(row =>
        {
            var speed = 5 + (random.NextDouble() * 10);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"P-{1000 + row},{speed:0.###},{(3 * speed) + random.NextDouble():0.###},{(row % 3 == 0 ? "shut" : "open")},{began.AddMinutes(row * 97):yyyy-MM-dd HH:mm}");
        });
    }
}

/// <summary>The tests that share <see cref="TrainedModels"/>.</summary>
[CollectionDefinition(nameof(TrainedModels))]
public sealed class TrainedModelsTests : ICollectionFixture<TrainedModels>;
