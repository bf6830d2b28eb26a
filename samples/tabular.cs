// The code of notebooks/01-tabular.ipynb as a program that needs neither Jupyter nor an editor:
//     dotnet run samples/tabular.cs
// Written by 'dotnet run --project tests/Vae.Notebooks.Tests -- --refresh': change the notebook, then refresh.
#:project ../src/Vae.Training/Vae.Training.csproj
using static Screen;
using Microsoft.ML.Data;
using Microsoft.ML;
using ScottPlot;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System;
using Vae.MLNet;
using Vae.Training;

// ── The data ──

// The file lies in the repository; this works from any folder inside it.
string folder = Directory.GetCurrentDirectory();
while (!File.Exists(Path.Combine(folder, "data", "shuttle.csv")))
{
    folder = Path.GetDirectoryName(folder)
        ?? throw new FileNotFoundException(
            "Folder 'data' must lie above the current one; got none. Run this inside the repository.");
}

var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromTextFile<Telemetry>(
    Path.Combine(folder, "data", "shuttle.csv"), separatorChar: ',', hasHeader: true);

// Learn from 20,000 normal rows of the first 43,500; a predicate that is true leaves a row out.
var normalRows = mlContext.Data.FilterByCustomPredicate<Telemetry>(
    mlContext.Data.TakeRows(data, 43_500), row => row.Class != "Rad Flow");
var trainingRows = mlContext.Data.TakeRows(normalRows, 20_000);

// Judge the other 14,500, normal and not: the part that the donors of the data set aside for tests.
var testRows = mlContext.Data.SkipRows(data, 43_500);

string Number(double value) => FormattableString.Invariant($"{value:0.##}");

display(mlContext.Data.CreateEnumerable<Telemetry>(testRows, reuseRowObject: false)
    .GroupBy(row => row.Class).OrderByDescending(group => group.Count())
    .Select(group => (Count: group.Count(), Row: group.First()))
    .Select(group => new
    {
        group.Row.Class, Rows = Number(group.Count), Time = Number(group.Row.Time),
        A2 = Number(group.Row.A2), A3 = Number(group.Row.A3), A4 = Number(group.Row.A4),
        A5 = Number(group.Row.A5), A6 = Number(group.Row.A6), A7 = Number(group.Row.A7),
        A8 = Number(group.Row.A8), A9 = Number(group.Row.A9),
    })
    .ToArray());

// ── Train ──

var history = new List<VaeTrainingProgress>();
string[] sensors = ["Time", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"];

var pipeline = mlContext.Transforms.Concatenate("Features", sensors)
    .Append(mlContext.AnomalyDetection.Trainers.Vae(progress: new Progress(history)));
var model = pipeline.Fit(trainingRows);
var info = model.LastTransformer.Model.Info;

Console.WriteLine(FormattableString.Invariant(
    $"{info.Members} VAEs, {info.LatentDimension} latent numbers each."));
Console.WriteLine(FormattableString.Invariant($"Trained on {info.TrainingRows:N0} normal rows."));

Color blue = Color.FromHex("#3b6ea5"), red = Color.FromHex("#d1495b"), grey = Color.FromHex("#8d99a6");

Plot NewPlot(string title, string x, string y)
{
    var plot = new Plot();
    plot.Title(title, size: 16);
    plot.XLabel(x, size: 14);
    plot.YLabel(y, size: 14);
    plot.Font.Set("DejaVu Sans");   // where it is missing, another font is taken
    plot.Axes.Title.Label.Bold = plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
    return plot;
}

void Show(Plot plot, int width = 800, int height = 380) =>
    Convert.ToBase64String(plot.GetImageBytes(width, height, ScottPlot.ImageFormat.Png))
        .DisplayAs("image/png");

var training = NewPlot("Training raises the ELBO", "step", "nats per row");
var steps = history.Select(point => (double)point.Step).ToArray();
void AddLine(string name, Color color, Func<VaeTrainingProgress, double> value)
{
    var line = training.Add.Scatter(steps, history.Select(value).ToArray(), color);
    (line.LegendText, line.LineWidth, line.MarkerSize) = (name, 2, 5);
}

AddLine("ELBO, rows in training", grey, point => point.TrainingElbo);
AddLine("ELBO, rows held out", blue, point => point.ValidationElbo);
AddLine("its KL term, rows held out", red, point => point.KlDivergence);
training.ShowLegend(Alignment.LowerRight);
Show(training);

// ── Score ──

var scored = model.Transform(testRows);
var verdicts = mlContext.Data.CreateEnumerable<Verdict>(scored, reuseRowObject: false).ToArray();
var normal = verdicts.Where(row => row.Class == "Rad Flow").ToArray();
var anomalies = verdicts.Where(row => row.Class != "Rad Flow").ToArray();

display(normal.Take(4).Concat(anomalies.Take(4)).Select(row => new
{
    row.Class,
    ReconstructionError = FormattableString.Invariant($"{row.ReconstructionError:0.00}"),
    KlDivergence = FormattableString.Invariant($"{row.KlDivergence:0.00}"),
    PValue = FormattableString.Invariant($"{row.PValue:0.0000}"),
    Score = FormattableString.Invariant($"{row.Score:0.00}"),
    PredictedLabel = $"{row.PredictedLabel}",
}).ToArray());

// ── What each term catches ──

string Power(double exponent) => FormattableString.Invariant($"{Math.Pow(10, exponent):#,0.#####}");

void LogTicks(IAxis axis) => axis.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
{
    IntegerTicksOnly = true, LabelFormatter = Power,
};

var terms = NewPlot(
    "The two terms of the ELBO, row by row", "ReconstructionError (nats)", "KlDivergence (nats)");
string[] colors = ["#d1495b", "#edae49", "#66a182", "#6d597a", "#2e4057", "#00798c"];

double Log(float nats) => Math.Log10(Math.Max(nats, 0.01));

void AddDots(string name, IEnumerable<Verdict> rows, Color color, float size)
{
    var dots = terms.Add.ScatterPoints(
        rows.Select(row => Log(row.ReconstructionError)).ToArray(),
        rows.Select(row => Log(row.KlDivergence)).ToArray(), color);
    (dots.LegendText, dots.MarkerSize) = (name, size);
}

AddDots("Rad Flow (normal)", normal, grey.WithAlpha(.5), 3);
var kinds = anomalies.GroupBy(row => row.Class).OrderByDescending(group => group.Count());
foreach (var (group, color) in kinds.Zip(colors))
{
    AddDots(group.Key, group, Color.FromHex(color), group.Count() > 500 ? 3 : 7);
}

LogTicks(terms.Axes.Bottom);
LogTicks(terms.Axes.Left);
terms.ShowLegend(Alignment.UpperLeft);
Show(terms, 800, 520);

// ── Scores and the threshold ──

double threshold = model.LastTransformer.Model.Threshold;
var histogram = NewPlot(
    "Scores of rows the detector has never seen", "Score", "share of the rows of its kind");

void AddBars(string name, Verdict[] rows, Color color)
{
    const double width = 0.2;
    var bins = rows.GroupBy(row => Math.Floor(row.Score / width));
    var bars = histogram.Add.Bars(bins.Select(bin => new Bar
    {
        Position = (bin.Key + 0.5) * width, Size = width, Value = (double)bin.Count() / rows.Length,
        FillColor = color.WithAlpha(.7), LineWidth = 0,
    }).ToArray());
    bars.LegendText = name;
}

AddBars("normal rows", normal, blue);
AddBars("anomalies", anomalies, red);
var line = histogram.Add.VerticalLine(threshold, 2, Colors.Black, LinePattern.Dashed);
line.LegendText = FormattableString.Invariant(
    $"threshold {threshold:0.0}: one normal row in {Math.Pow(10, threshold):0}");
histogram.Axes.Margins(bottom: 0, top: 0.5);   // room for the legend
histogram.ShowLegend(Alignment.UpperRight);
Show(histogram);

string FlaggedOf(string name, Verdict[] rows)
{
    var flagged = rows.Count(row => row.PredictedLabel);
    return FormattableString.Invariant(
        $"{flagged:N0} of {rows.Length:N0} {name} ({(double)flagged / rows.Length:P1})");
}

Console.WriteLine($"Flagged: {FlaggedOf("normal rows", normal)}; {FlaggedOf("anomalies", anomalies)}.");

// ── The false-alarm rate is a knob ──

model.LastTransformer.Model.Save("model.onnx");

AnomalyMetrics Evaluate(IDataView rows) => mlContext.AnomalyDetection.EvaluateDetection(
    rows, "Class",
    options: new AnomalyEvaluationOptions { NormalLabel = "Rad Flow", BootstrapResamples = 0 });

display(new[] { 0.001, 0.003, 0.01, 0.03, 0.1 }.Select(rate =>
{
    var options = new VaeScoringOptions { Model = new VaeModelOptions { FalseAlarmRate = rate } };
    var detector = mlContext.Transforms.Concatenate("Features", sensors)
        .Append(mlContext.Transforms.DetectAnomaliesWithVae("model.onnx", options));
    var metrics = Evaluate(detector.Fit(testRows).Transform(testRows));
    return new
    {
        Promised = FormattableString.Invariant($"{rate:P1}"),
        Threshold = FormattableString.Invariant($"{-Math.Log10(rate):0.00}"),
        FalseAlarms = FormattableString.Invariant($"{metrics.FalseAlarmRate:P2}"),
        AnomaliesFound = FormattableString.Invariant($"{metrics.Recall:P1}"),
        AlarmsThatAreRight = FormattableString.Invariant($"{metrics.Precision:P1}"),
    };
}).ToArray());

// ── All thresholds at once: ROC and precision–recall ──

var evaluation = Evaluate(scored);

var roc = NewPlot(
    FormattableString.Invariant($"ROC: area {evaluation.AreaUnderRocCurve:0.0000}"),
    "false-alarm rate", "anomalies found");
var precisionRecall = NewPlot(
    FormattableString.Invariant(
        $"Precision–recall: average precision {evaluation.AveragePrecision:0.0000}"),
    "anomalies found (recall)", "alarms that are right (precision)");

// Row by row from the highest score down: how many anomalies and how many false alarms so far?
var (falseAlarms, found) = (0, 0);
var points = new List<(double FalseAlarmRate, double Recall, double Precision)>();
foreach (var row in verdicts.OrderByDescending(row => row.Score))
{
    _ = row.Class == "Rad Flow" ? falseAlarms++ : found++;
    points.Add((
        (double)falseAlarms / normal.Length,
        (double)found / anomalies.Length,
        (double)found / (found + falseAlarms)));
}

void AddCurve(Plot plot, IEnumerable<double> x, IEnumerable<double> y)
{
    var curve = plot.Add.ScatterLine(x.ToArray(), y.ToArray(), blue);
    curve.LineWidth = 3;
    plot.Axes.SetLimitsY(0, 1.03);
}

var left = points.Where(point => point.FalseAlarmRate > 0).ToArray();
AddCurve(
    roc, left.Select(point => Math.Log10(point.FalseAlarmRate)), left.Select(point => point.Recall));
AddCurve(precisionRecall, points.Select(point => point.Recall), points.Select(point => point.Precision));
LogTicks(roc.Axes.Bottom);
var chosen = roc.Add.VerticalLine(Math.Log10(0.01), 1, Colors.Black, LinePattern.Dashed);
chosen.LegendText = "the default, 1 %";
roc.ShowLegend(Alignment.LowerRight);

Show(roc, 640, 360);
Show(precisionRecall, 640, 360);

// ── The most anomalous rows, and why ──

string Part(Verdict row, int i) =>
    FormattableString.Invariant($"{row.FeatureErrors[i] / row.FeatureErrors.Sum():P0}");

string ReasonsOf(Verdict row) => string.Join("; ", Enumerable.Range(0, sensors.Length)
    .OrderByDescending(i => row.FeatureErrors[i]).Take(2)
    .Select(i => $"{sensors[i]} is {Number(row.Features[i])}, expected {Number(row.Reconstruction[i])} "
        + $"({Part(row, i)} of the error)"));

// The most anomalous row of each class of anomaly.
var worst = anomalies.GroupBy(row => row.Class).Select(group => group.MaxBy(row => row.Score));
display(worst.OrderByDescending(row => row.Score).Select(row => new
{
    row.Class,
    Score = FormattableString.Invariant($"{row.Score:0.00}"),
    Reasons = ReasonsOf(row),
}).ToArray());

// The range of the middle 98 % of normal rows, sensor by sensor.
var ranges = sensors.Select((_, i) => normal.Select(row => row.Features[i]).Order().ToArray())
    .Select(values => (Low: values[values.Length / 100], High: values[^(1 + (values.Length / 100))]))
    .ToArray();
bool IsInRange(float value, (float Low, float High) range) => value >= range.Low && value <= range.High;
var odd = anomalies.Where(row => row.Features.Zip(ranges, IsInRange).All(inRange => inRange))
    .MaxBy(row => row.Score);

Console.WriteLine(FormattableString.Invariant(
    $"{odd.Class}: score {odd.Score:0.00}, flagged: {odd.PredictedLabel}."));
display(sensors.Select((name, i) => new
{
    Sensor = name,
    Value = Number(odd.Features[i]),
    Expected = Number(odd.Reconstruction[i]),
    OrdinaryRange = $"{Number(ranges[i].Low)} to {Number(ranges[i].High)}",
    PartOfTheError = Part(odd, i),
}).ToArray());

var reasons = NewPlot("Why is this row odd?", "sensor", "part of the error (nats)");
reasons.Add.Bars(odd.FeatureErrors.Select(error => (double)error).ToArray()).Color = red;
reasons.Axes.Bottom.SetTicks(
    Enumerable.Range(0, sensors.Length).Select(i => (double)i).ToArray(), sensors);
reasons.Axes.Margins(bottom: 0);
Show(reasons, 800, 300);

// ── Save and load ──

mlContext.Model.Save(model, testRows.Schema, "model.zip");
var loaded = mlContext.Model.Load("model.zip", out var schema);

var before = verdicts.Select(row => row.Score).ToArray();
var after = loaded.Transform(testRows).GetColumn<float>("Score").ToArray();
Console.WriteLine($"Scores after loading model.zip are the same: {before.SequenceEqual(after)}.");

var file = VaeModelFile.Inspect("model.onnx");
var size = new FileInfo("model.onnx").Length / 1024;
display(new (string Metadata, FormattableString Value)[]
{
    ("score kind", $"{file.ScoreKind}"),
    ("training rows", $"{file.TrainingRows:N0}"),
    ("false-alarm rate", $"{file.FalseAlarmRate:P0}"),
    ("smallest p-value it can state", $"{file.SmallestPValue:0.00000}"),
    ("columns", $"{string.Join(", ", file.FeatureNames)}"),
    ("size", $"{size:N0} KiB"),
}
.Select(row => new { row.Metadata, Value = FormattableString.Invariant(row.Value) })
.ToArray());

// ── One row at a time ──

var engine = mlContext.Model.CreatePredictionEngine<Telemetry, Verdict>(loaded);

Telemetry Record(float a9) =>
    new() { Time = 44, A2 = 0, A3 = 86, A4 = 0, A5 = 44, A6 = 0, A7 = 42, A8 = 42, A9 = a9 };

display(new[] { 0f, 10f, 40f, 90f }.Select(a9 => engine.Predict(Record(a9))).Select(verdict => new
{
    A9 = Number(verdict.Features[8]),
    PValue = FormattableString.Invariant($"{verdict.PValue:0.0000}"),
    Score = FormattableString.Invariant($"{verdict.Score:0.00}"),
    PredictedLabel = $"{verdict.PredictedLabel}",
    Reasons = ReasonsOf(verdict),
}).ToArray());

public class Telemetry
{
    [LoadColumn(0)] public float Time { get; set; }
    [LoadColumn(1)] public float A2 { get; set; }
    [LoadColumn(2)] public float A3 { get; set; }
    [LoadColumn(3)] public float A4 { get; set; }
    [LoadColumn(4)] public float A5 { get; set; }
    [LoadColumn(5)] public float A6 { get; set; }
    [LoadColumn(6)] public float A7 { get; set; }
    [LoadColumn(7)] public float A8 { get; set; }
    [LoadColumn(8)] public float A9 { get; set; }
    [LoadColumn(9)] public string Class { get; set; }
}

public class Progress(List<VaeTrainingProgress> history) : IProgress<VaeTrainingProgress>
{
    public void Report(VaeTrainingProgress value)
    {
        history.Add(value);
        if (history.Count % 4 == 0)
        {
            var (elbo, kl) = (value.ValidationElbo, value.KlDivergence);
            var terms = FormattableString.Invariant(
                $"{elbo + kl,5:0.00} (reconstruction) - {kl:0.00} (KL)");
            Console.WriteLine(FormattableString.Invariant(
                $"step {value.Step,5}: ELBO {elbo,6:0.00} = {terms}"));
        }
    }
}

public class Verdict
{
    public string Class { get; set; }
    public float[] Features { get; set; }
    public float Score { get; set; }
    public bool PredictedLabel { get; set; }
    public float PValue { get; set; }
    public float ReconstructionError { get; set; }
    public float KlDivergence { get; set; }
    public float[] FeatureErrors { get; set; }
    public float[] Reconstruction { get; set; }
}

/// <summary>What a notebook shows under a cell: tables are printed, pictures become files in the current folder.</summary>
internal static class Screen
{
    private static int pictures;

    public static void display(object value)
    {
        if (value is string || value is not System.Collections.IEnumerable sequence)
        {
            Console.WriteLine(FormattableString.Invariant($"{value}"));
            return;
        }

        object[] rows = [.. sequence];
        var columns = rows[0].GetType().GetProperties();
        string[][] lines = [[.. columns.Select(column => column.Name)], .. rows.Select(row => columns.Select(column => FormattableString.Invariant($"{column.GetValue(row)}")).ToArray())];
        foreach (var line in lines)
        {
            Console.WriteLine(string.Join("  ", line.Select((cell, i) => cell.PadRight(lines.Max(other => other[i].Length)))).TrimEnd());
        }

        Console.WriteLine();
    }

    public static void DisplayAs(this string value, string mimeType)
    {
        var file = Path.GetFullPath($"tabular-{++pictures}.png");
        File.WriteAllBytes(file, Convert.FromBase64String(value));
        Console.WriteLine($"[picture: {file}]\n");
    }
}
