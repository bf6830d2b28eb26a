// Anomaly detection from raw data to a saved model, on 58,000 rows of space-shuttle telemetry (data/README.md):
// train on normal rows only, score rows the detector has never seen, and say why a row is odd.
using Microsoft.ML;
using Microsoft.ML.Data;
using Quickstart;

var mlContext = new MLContext(seed: 1);

// 1. Load. Nine sensor columns become one vector; everything but "Rad Flow" is an anomaly (Label 1).
var source = new MultiFileSource(Path.Combine(AppContext.BaseDirectory, "shuttle.csv"));
var file = mlContext.Data.CreateTextLoader(
    [new TextLoader.Column("Features", DataKind.Single, 0, 8), new TextLoader.Column("Class", DataKind.String, 9)],
    separatorChar: ',',
    hasHeader: true,
    dataSample: source).Load(source);   // the sample gives the vector the column names of the header
var data = mlContext.Transforms.Expression("Label", "c => c == \"Rad Flow\" ? 0f : 1f", "Class").Fit(file).Transform(file);
var split = mlContext.Data.TrainTestSplit(data, testFraction: 0.5, seed: 1);

// 2. Train on normal rows only.
var normalRows = mlContext.Data.FilterRowsByColumn(split.TrainSet, "Label", upperBound: 1);   // keeps Label < 1
using var detector = mlContext.AnomalyDetection.Trainers.Vae().Fit(normalRows);
Console.WriteLine($"Trained on {detector.Model.Info.TrainingRows:N0} normal rows; threshold {detector.Model.Threshold:0.00} promises a false-alarm rate of {detector.Model.Info.FalseAlarmRate:P0}.");

// 3. Score the held-out half in a pipeline, and evaluate it with ML.NET's own metrics.
var scored = detector.Transform(split.TestSet);
var metrics = mlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 100);
Console.WriteLine($"Held-out rows: AUROC {metrics.AreaUnderRocCurve:0.0000}, {metrics.DetectionRateAtFalsePositiveCount:P1} of the anomalies found at 100 false alarms.");

// 4. The most anomalous rows, and why: what is out of line, what was expected there, and its share of the oddness. Symptoms, not causes.
foreach (var row in mlContext.Data.CreateEnumerable<Telemetry>(scored, reuseRowObject: false).OrderByDescending(row => row.Score).Take(5))
{
    Console.WriteLine($"Score {row.Score:0.0}, {row.Class}: {row.Explanation}");
}

// 5. Save: one ONNX file for any language, and ML.NET's own format.
detector.Model.Save("model.onnx");
mlContext.Model.Save(detector, split.TestSet.Schema, "model.zip");
Console.WriteLine($"Saved {Path.GetFullPath("model.onnx")} and model.zip.");
