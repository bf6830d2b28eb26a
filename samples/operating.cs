// The code of notebooks/04-operating.ipynb as a program that needs neither Jupyter nor an editor:
//     dotnet run samples/operating.cs
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

// ── How many alarms can you afford? ──

// The files lie in the repository; this works from any folder inside it.
string folder = Directory.GetCurrentDirectory();
while (!File.Exists(Path.Combine(folder, "data", "shuttle.csv")))
{
    folder = Path.GetDirectoryName(folder)
        ?? throw new FileNotFoundException(
            "Folder 'data' must lie above the current one; got none. Run this inside the repository.");
}

var mlContext = new MLContext(seed: 1);
var file = mlContext.Data.LoadFromTextFile<Sample>(
    Path.Combine(folder, "data", "wdbc.csv"), separatorChar: ',', hasHeader: true);
var samples = mlContext.Data.CreateEnumerable<Sample>(file, reuseRowObject: false).ToArray();
var benign = samples.Where(sample => sample.Diagnosis == "benign").ToArray();
var malignant = samples.Where(sample => sample.Diagnosis == "malignant").ToArray();
var freshBenign = benign.Skip(250).ToArray();

bool[] Flagged<T>(ITransformer detector, T[] rows) where T : class =>
    detector.Transform(mlContext.Data.LoadFromEnumerable(rows))
        .GetColumn<bool>("PredictedLabel").ToArray();

string Percent(double share) => FormattableString.Invariant($"{100 * share:0.#} %");

var screening = mlContext.AnomalyDetection.Trainers.Vae()
    .Fit(mlContext.Data.LoadFromEnumerable(benign.Take(250)));

display(new[] { 0.2, 0.1, 0.05, 0.02, 0.005 }.Select(rate =>
{
    var moved = mlContext.AnomalyDetection.ChangeFalseAlarmRate(screening, rate);
    var calledBack = Flagged(moved, freshBenign).Count(flag => flag);
    var found = Flagged(moved, malignant).Count(flag => flag);
    return new
    {
        FalseAlarmRate = Percent(rate),
        Threshold = FormattableString.Invariant($"{moved.Model.Threshold:0.00}"),
        FalseAlarms = $"{calledBack} of {freshBenign.Length}",
        Found = $"{found} of {malignant.Length}",
    };
}).ToArray());

try
{
    mlContext.AnomalyDetection.ChangeFalseAlarmRate(screening, 0.001);
}
catch (ArgumentException refused)
{
    Console.WriteLine(refused.Message);
}

// ── A flight, hour by hour ──

var records = mlContext.Data.LoadFromTextFile<Reading>(
    Path.Combine(folder, "data", "shuttle.csv"), separatorChar: ',', hasHeader: true);
var flight = mlContext.Data.CreateEnumerable<Reading>(records, reuseRowObject: false)
    .OrderBy(reading => reading.Time).ToArray();   // within one hour, in the order of the file

Reading[] Normal(int from, int to) => flight
    .Where(reading => reading.Class == "Rad Flow" && reading.Time >= from && reading.Time <= to)
    .ToArray();

var firstHours = Normal(41, 43);
var training = firstHours.Where((_, row) => row % 7 < 4).Take(4_000).ToArray();
var fresh = firstHours.Except(training).ToArray();

string[] sensors = ["A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"];

VaeAnomalyTransformer Train<T>(T[] rows, double falseAlarmRate = 0.01, string groupColumn = null)
    where T : Reading
{
    var options = new VaeTrainingOptions { FalseAlarmRate = falseAlarmRate, GroupColumn = groupColumn };
    return mlContext.AnomalyDetection.Trainers.Vae(sensors, options)
        .Fit(mlContext.Data.LoadFromEnumerable(rows));
}

double Share(bool[] flags) => flags.Average(isFlagged => isFlagged ? 1.0 : 0.0);

var detector = Train(training);
var flagged = Percent(Share(Flagged(detector, fresh)));
Console.WriteLine(FormattableString.Invariant(
    $"1 % was promised: {flagged} of {fresh.Length:N0} fresh readings of the same hours are flagged."));

// ── For whom is the promise? ──

Recording[] Recorded(IEnumerable<Reading> states, int times, int seed)
{
    var random = new Random(seed);
    float Noisy(float value) => value + (0.3f * (random.NextSingle() - 0.5f));
    return states.SelectMany((state, number) => Enumerable.Range(0, times).Select(_ => new Recording
    {
        State = number,
        A2 = Noisy(state.A2), A3 = Noisy(state.A3), A4 = Noisy(state.A4), A5 = Noisy(state.A5),
        A6 = Noisy(state.A6), A7 = Noisy(state.A7), A8 = Noisy(state.A8), A9 = Noisy(state.A9),
    })).ToArray();
}

var states = training.Where((_, row) => row % 10 == 0).Take(300).ToArray();
var recordings = Recorded(states, times: 12, seed: 1);
var byRow = Train(recordings, falseAlarmRate: 0.05);
var byState = Train(recordings, falseAlarmRate: 0.05, groupColumn: "State");

var both = new[]
{
    (Name: "each row for itself", Detector: byRow),
    (Name: "rows of a state together", Detector: byState),
};
display(both.Select(way => new
{
    HeldOut = way.Name,
    Promised = Percent(0.05),
    SameStatesAgain = Percent(Share(Flagged(way.Detector, Recorded(states, times: 12, seed: 2)))),
    NewStates = Percent(Share(Flagged(way.Detector, Recorded(fresh, times: 1, seed: 3)))),
}).ToArray());

// ── Has the world changed? ──

float[] FeaturesOf(IEnumerable<Reading> readings) => readings
    .SelectMany(row => new[] { row.A2, row.A3, row.A4, row.A5, row.A6, row.A7, row.A8, row.A9 })
    .ToArray();

var quiet = fresh.ToArray();
new Random(1).Shuffle(quiet);
var stream = quiet.Take(1_000).Concat(flight.Where(reading => reading.Time >= 44).Take(100)).ToArray();

var watch = VaeDriftWatch.For(detector.Model.Info, FeaturesOf(training));
var pValues = detector.Model.Score(FeaturesOf(stream)).PValue;
var evidence = new List<double>();
foreach (var (reading, pValue) in stream.Zip(pValues))
{
    watch.Add([pValue], FeaturesOf([reading]));
    evidence.Add(watch.State.Evidence);
}

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

var picture = NewPlot(
    "Evidence that something has changed", "reading", "log10 of what the watch has won");
var rowNumbers = Enumerable.Range(1, evidence.Count).Select(row => (double)row).ToArray();
var won = picture.Add.ScatterLine(rowNumbers, evidence.ToArray(), blue);
(won.LineWidth, won.LegendText) = (2, "evidence");
picture.Add.VerticalLine(1_000, 1, grey, LinePattern.Dashed).LegendText = "the flight goes on";
picture.Add.HorizontalLine(watch.State.AlarmAt, 1, red, LinePattern.Dashed).LegendText = "alarm";
picture.Axes.SetLimitsY(-2, 8);
picture.ShowLegend(Alignment.UpperLeft);
Show(picture);

var state = watch.State;
Console.WriteLine(FormattableString.Invariant(
    $"Alarm at reading {state.AlarmedAtRow:N0}. Cause: {state.Cause}."));
display(state.Features.Take(4).Select(feature => new
{
    Sensor = feature.Name,
    MovedByDeviations = FormattableString.Invariant($"{feature.Shift:+0.00;-0.00}"),
    Evidence = FormattableString.Invariant($"{feature.Evidence:0.0}"),
}).ToArray());

// ── And what then? ──

Reading WithoutClock(Reading row) => new()
{
    Time = row.Time, Class = row.Class, A2 = row.A2, A3 = row.A3, A4 = row.A4, A6 = row.A6, A9 = row.A9,
    A5 = row.A5 - row.Time, A7 = row.A7 + row.Time, A8 = row.A8 + row.Time,
};

var recent = Normal(44, 45);
detector.Model.Save("left.onnx");
detector.Model.Save("recalibrated.onnx");
VaeModelFile.Calibrate(
    "recalibrated.onnx", detector.Model.Score(FeaturesOf(recent)).Score, falseAlarmRate: 0.01);
Train(recent).Model.Save("retrained.onnx");
Train(training.Select(WithoutClock).ToArray()).Model.Save("standing.onnx");

var ways = new (string Name, string File, Color Color, Func<Reading, Reading> Seen)[]
{
    ("left as it was", "left.onnx", red, row => row),
    ("recalibrated", "recalibrated.onnx", grey, row => row),
    ("retrained", "retrained.onnx", blue, row => row),
    ("what moves taken out", "standing.onnx", Color.FromHex("#66a182"), WithoutClock),
};

bool[] FlaggedBy(string file, IEnumerable<Reading> rows)
{
    var transformer = mlContext.Transforms.DetectAnomaliesWithVae(file)
        .Fit(mlContext.Data.LoadFromEnumerable(training));
    return Flagged(transformer, rows.ToArray());
}

var hours = NewPlot("False alarms, hour by hour", "Time", "normal readings that are flagged, %");
int[] times = [.. Enumerable.Range(43, 12)];
foreach (var way in ways)
{
    double AlarmsAt(int time) =>
        100 * Share(FlaggedBy(way.File, Normal(time, time).Except(training).Select(way.Seen)));
    var alarms = times.Select(AlarmsAt).ToArray();
    var line = hours.Add.Scatter(times.Select(time => (double)time).ToArray(), alarms, way.Color);
    (line.LegendText, line.LineWidth, line.MarkerSize) = (way.Name, 2, 6);
}

hours.Axes.Bottom.TickGenerator =
    new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
hours.ShowLegend(Alignment.MiddleRight);
Show(hours);

var later = flight.Where(reading => reading.Time >= 46 && reading.Time <= 54).ToArray();
var laterNormal = later.Where(reading => reading.Class == "Rad Flow").ToArray();
var laterOdd = later.Except(laterNormal).ToArray();
display(ways.Select(way => new
{
    Detector = way.Name,
    FalseAlarms = Percent(Share(FlaggedBy(way.File, laterNormal.Select(way.Seen)))),
    AnomaliesFound =
        $"{FlaggedBy(way.File, laterOdd.Select(way.Seen)).Count(flag => flag)} of {laterOdd.Length}",
    ThresholdFrom = VaeModelFile.Inspect(way.File).ThresholdSource,
}).ToArray());

public class Sample
{
    [LoadColumn(0, 29), VectorType(30)] public float[] Features { get; set; }
    [LoadColumn(30)] public string Diagnosis { get; set; }
}

public class Reading
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

public class Recording : Reading
{
    public int State { get; set; }
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
        var file = Path.GetFullPath($"operating-{++pictures}.png");
        File.WriteAllBytes(file, Convert.FromBase64String(value));
        Console.WriteLine($"[picture: {file}]\n");
    }
}
