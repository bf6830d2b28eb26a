#region usings
using Microsoft.ML;
using Microsoft.ML.Data;
#endregion

namespace Vae.Samples.Tests;

/// <summary>The program of docs/getting-started.md, compiled and run as it stands there.</summary>
internal static class GettingStartedSample
{
    public static void Run()
    {
        #region gettingstarted
        var mlContext = new MLContext(seed: 1);
        var readings = mlContext.Data.LoadFromTextFile<Reading>("readings.csv", options: new()
        {
            Separators = [','], HasHeader = true, AllowQuoting = true, MissingRealsAsNaNs = true,
        });

        // Train: numbers as they are, texts as they are, no label.
        var detector = mlContext.AnomalyDetection.Trainers.Vae(columnNames: ["Pressure", "Temperature", "Valve"]).Fit(readings);
        mlContext.Model.Save(detector, readings.Schema, "model.zip");

        // Score, in this program or in any other: the zip loads without a word about this library.
        var model = new MLContext().Model.Load("model.zip", out _);
        var worst = mlContext.Data.CreateEnumerable<Verdict>(model.Transform(readings), reuseRowObject: false)
            .OrderByDescending(row => row.Score).Take(5);
        foreach (var row in worst)
        {
            Console.WriteLine($"{row.Score:0.00} {(row.PredictedLabel ? "ANOMALY" : "normal")} {row.Explanation}");
        }
        #endregion
    }

    #region types
    // The columns of the file that are read, by their places from 0.
    public sealed class Reading
    {
        [LoadColumn(0)] public float Pressure { get; set; }
        [LoadColumn(1)] public float Temperature { get; set; }
        [LoadColumn(2)] public string Valve { get; set; } = "";
    }

    public sealed class Verdict
    {
        public float Score { get; set; }
        public bool PredictedLabel { get; set; }
        public string Explanation { get; set; } = "";
    }
    #endregion
}
