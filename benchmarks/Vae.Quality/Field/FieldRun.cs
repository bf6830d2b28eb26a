using System.Globalization;
using Vae.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Quality.Field;

/// <summary>One training file with something written into it, and what the model trained on it finds.</summary>
internal static class FieldRun
{
    private const int TrainingRows = 300, PlantedRows = 60, NormalRows = 2_000;

    /// <summary>How far a planted row is out, in standard deviations of the column.</summary>
    private const double PlantedDistance = 6;

    public static FieldResult Of(string text, int cells, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("vae-field-");
        try
        {
            var random = new Random(seed);
            var training = Lines(random, TrainingRows, planted: false);
            for (var cell = 0; cell < cells; cell++)
            {
                var row = (cell * 29) + 7;
                training[row] = text + training[row][training[row].IndexOf(',', StringComparison.Ordinal)..];
            }

            var table = TrainingTable.Read(TableSources.Open(Write("training.csv", training)), new() { Label = new() { Column = "kind" } });
            using var model = VaeTraining.Train(new(table.Features, table.Columns), new() { Seed = seed, Device = VaeDevice.Cpu }).OpenModel();
            string[] fresh = [.. Lines(random, NormalRows, planted: false), .. Lines(random, PlantedRows, planted: true)];
            var scores = LabelledScores.Read(model, Write("fresh.csv", fresh), new() { Label = new() { Column = "kind" } });
            var flagged = scores.PredictedLabels.Zip(scores.Anomalies).ToArray();
            return new(flagged.Count(row => row is (true, true)), PlantedRows, flagged.Count(row => row is (true, false)) / (double)NormalRows, model.Info.FalseAlarmRate ?? 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string Write(string name, IEnumerable<string> lines)
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllLines(path, ["temp,pressure,flow,kind", .. lines]);
            return path;
        }
    }

    /// <summary>Two columns that belong together and one of its own; planted rows are out in the first, up or down.</summary>
    private static string[] Lines(Random random, int rows, bool planted)
    {
        var lines = new string[rows];
        for (var row = 0; row < rows; row++)
        {
            var (cause, own) = (RandomNormal.Next(random), RandomNormal.Next(random));
            var temp = 20 + (2 * cause) + (0.5 * RandomNormal.Next(random)) + (planted ? PlantedDistance * 2.06 * (row % 2 == 0 ? 1 : -1) : 0);
            lines[row] = string.Create(
                CultureInfo.InvariantCulture, $"{temp:0.###},{5 - cause + (0.3 * RandomNormal.Next(random)):0.###},{100 + (10 * own):0.##},{(planted ? 1 : 0)}");
        }

        return lines;
    }
}

/// <summary>What a model found.</summary>
/// <param name="Found">Planted rows that are flagged.</param>
/// <param name="Planted">Planted rows.</param>
/// <param name="FalseAlarmRate">The share of fresh normal rows that is flagged.</param>
/// <param name="Promised">The share that was promised.</param>
internal sealed record FieldResult(int Found, int Planted, double FalseAlarmRate, double Promised);
