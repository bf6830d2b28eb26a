using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Quality.Field;

/// <summary>A column at an offset beside two at zero, and the scores of six rows through every door.</summary>
internal static class FarFromZeroRun
{
    private const int TrainingRows = 1_000;

    /// <summary>How far out the six rows are, in standard deviations of the column.</summary>
    public static IReadOnlyList<double> Distances { get; } = [0, 3, 6, 9, 20, 100];

    /// <summary>Trains from a CSV file, as the tool does, and scores.</summary>
    /// <param name="offset">The mean of the column.</param>
    /// <param name="node">The folder of the host for Node.js, or null.</param>
    public static IEnumerable<(string Door, float[] Scores)> Of(double offset, string? node)
    {
        var folder = Directory.CreateTempSubdirectory("vae-far-");
        try
        {
            var random = new Random(1);
            var (training, probes, file) = (Path.Combine(folder.FullName, "train.csv"), Path.Combine(folder.FullName, "rows.csv"), Path.Combine(folder.FullName, "model.onnx"));
            double[][] rows = [.. Distances.Select(distance => new[] { offset + distance, 0.1, -0.2 })];
            Write(training, Enumerable.Range(0, TrainingRows).Select(_ => new[] { offset + RandomNormal.Next(random), RandomNormal.Next(random), RandomNormal.Next(random) }));
            Write(probes, rows);
            var table = TrainingTable.Read(TableSources.Open(training));
            VaeTraining.Train(new(table.Features, table.Columns), new()).Save(file);
            using var model = VaeModel.Load(file);
            yield return ("a CSV file, as vae score reads it", OfFile(model, probes, folder.FullName));
            yield return ("VaeModel, doubles", model.Score([.. rows.SelectMany(row => row)]).Score);
            yield return ("a pipeline over Double columns", OfPipeline(model, rows));
            if (node is not null)
            {
                yield return ("onnxruntime-node", OfNode(node, file, rows, folder.FullName));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static float[] OfFile(VaeModel model, string probes, string folder)
    {
        var output = Path.Combine(folder, "scores.csv");
        using (var sink = new CsvSink(output))
        {
            ScoreRun.Run(model, probes, [sink]);
        }

        var lines = File.ReadAllLines(output);
        var column = Array.IndexOf(lines[0].Split(','), "Score");
        return [.. lines.Skip(1).Select(line => float.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))];
    }

    private static float[] OfPipeline(VaeModel model, double[][] rows)
    {
        var context = new MLContext(seed: 1);
        var data = context.Data.LoadFromEnumerable(rows.Select(row => new Reading { X = row[0], Y = row[1], Z = row[2] }));
        return [.. context.Transforms.DetectAnomaliesWithVae(model, new VaeScoringOptions { InputColumnName = null }).Fit(data).Transform(data).GetColumn<float>("Score")];
    }

    private static float[] OfNode(string node, string model, double[][] rows, string folder)
    {
        var json = Path.Combine(folder, "rows.json");
        File.WriteAllText(json, JsonSerializer.Serialize(rows));
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(node, "score.mjs"), model, json]) { RedirectStandardOutput = true })!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. JsonDocument.Parse(answer).RootElement.GetProperty("Score").EnumerateArray().Select(score => score.GetSingle())];
    }

    private static void Write(string path, IEnumerable<double[]> rows) => File.WriteAllLines(
        path, ["X,Y,Z", .. rows.Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))))]);

    private sealed class Reading
    {
        public double X { get; set; }

        public double Y { get; set; }

        public double Z { get; set; }
    }
}
