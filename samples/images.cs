// The code of notebooks/02-images.ipynb as a program that needs neither Jupyter nor an editor:
//     dotnet run samples/images.cs
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

string folder = Directory.GetCurrentDirectory();
while (!File.Exists(Path.Combine(folder, "data", "digits-images.idx3-ubyte.gz")))
{
    folder = Path.GetDirectoryName(folder)
        ?? throw new FileNotFoundException(
            "Folder 'data' must lie above the current one; got none. Run this inside the repository.");
}

var digits = VaeImageSet.Open(Path.Combine(folder, "data", "digits-images.idx3-ubyte.gz"));
var shape = digits.SuggestShape();

float[][] PixelsOf(string digit) =>
    digits.WithLabel(digit).Read(shape).Select(image => image.Pixels).ToArray();

var ones = PixelsOf("1");
var trainingImages = ones.Take(600).ToArray();
var normal = ones.Skip(600).ToArray();
string[] otherDigits = ["0", "2", "3", "4", "5", "6", "7", "8", "9"];
var others = otherDigits
    .Select(digit => (Digit: digit, Images: PixelsOf(digit).Take(50).ToArray())).ToArray();

Console.WriteLine($"Images of {shape}: {trainingImages.Length} ones to learn from.");
var otherCount = others.Sum(other => other.Images.Length);
Console.WriteLine($"To judge: {normal.Length} more ones, and {otherCount} other digits.");

// Rows of images as one picture, paper white and ink black.
void ShowImages(string title, params float[][][] rows)
{
    const int gap = 3;
    var columns = rows.Max(row => row.Length);
    var canvas = new double[rows.Length * (shape.Height + gap), columns * (shape.Width + gap)];
    for (var row = 0; row < rows.Length; row++)
    {
        for (var column = 0; column < rows[row].Length; column++)
        {
            for (var pixel = 0; pixel < shape.Height * shape.Width; pixel++)
            {
                var y = (row * (shape.Height + gap)) + (pixel / shape.Width);
                var x = (column * (shape.Width + gap)) + (pixel % shape.Width);
                canvas[y, x] = Math.Clamp(rows[row][column][pixel], 0, 255);
            }
        }
    }

    var plot = new Plot();
    plot.Add.Heatmap(canvas).Colormap = new ScottPlot.Colormaps.GrayscaleReversed();
    plot.Title(title, size: 15);
    plot.Font.Set("DejaVu Sans");   // where it is missing, another font is taken
    plot.Axes.Title.Label.Bold = false;
    plot.Axes.Frameless();
    plot.Axes.Title.IsVisible = true;
    plot.HideGrid();
    plot.Axes.Margins(0, 0);
    Show(plot, canvas.GetLength(1) * 3, canvas.GetLength(0) * 3 + 30);
}

void Show(Plot plot, int width, int height) =>
    ShowPng(plot.GetImageBytes(width, height, ScottPlot.ImageFormat.Png));

void ShowPng(byte[] png) => Convert.ToBase64String(png).DisplayAs("image/png");

ShowImages(
    "Above, good parts; below, others",
    trainingImages.Take(9).ToArray(), others.Select(other => other.Images[0]).ToArray());

// ── A VAE that looks at patches ──

var data = new VaeTrainingData(trainingImages.SelectMany(pixels => pixels).ToArray(), shape);
var trained = VaeTraining.Train(data, progress: new Progress());
trained.Save("model.onnx");
var model = VaeModel.Load("model.onnx");
var info = model.Info;

Console.WriteLine(FormattableString.Invariant(
    $"{info.Members} VAEs, {info.LatentDimension} latent numbers each."));
Console.WriteLine(FormattableString.Invariant($"Threshold {model.Threshold:0.00}."));

// ── What the networks expect ──

var samples = normal.Take(4).Concat(others.Select(other => other.Images[1])).ToArray();
ShowImages(
    "Above, images; below, reconstructions",
    samples, samples.Select(pixels => model.Reconstruct(pixels)).ToArray());

// ── What the latent space is for ──

var decoder = VaeDecoder.Load(TrainedVae.DecoderPath("model.onnx"));

float[][] ImagesOf(float[] rows) => rows.Chunk(shape.Length).ToArray();

float[] LatentOf(float[] pixels) => model.Encode(pixels)[..model.Info.LatentDimension];

ShowImages(
    "Above, invented; below, from one to another",
    ImagesOf(decoder.Sample(9, seed: 1)),
    ImagesOf(decoder.Interpolate(LatentOf(normal[1]), LatentOf(normal[2]), 9)));

// ── Score and threshold ──

VaeScores ScoresOf(float[][] images) => model.Score(images.SelectMany(pixels => pixels).ToArray());

var normalScores = ScoresOf(normal);
var otherScores = others.Select(other => (other.Digit, Scores: ScoresOf(other.Images))).ToArray();

var histogram = new Plot();
histogram.Title("Scores of images the detector has never seen", size: 16);
histogram.XLabel("Score", size: 14);
histogram.YLabel("share of the images of its kind", size: 14);
histogram.Font.Set("DejaVu Sans");
histogram.Axes.Title.Label.Bold = false;
histogram.Axes.Bottom.Label.Bold = histogram.Axes.Left.Label.Bold = false;

void AddBars(string name, float[] scores, string color)
{
    const double width = 0.2;
    var bins = scores.GroupBy(score => Math.Floor(score / width));
    var bars = histogram.Add.Bars(bins.Select(bin => new Bar
    {
        Position = (bin.Key + 0.5) * width, Size = width, Value = (double)bin.Count() / scores.Length,
        FillColor = Color.FromHex(color).WithAlpha(.7), LineWidth = 0,
    }).ToArray());
    bars.LegendText = name;
}

AddBars("ones", normalScores.Score, "#3b6ea5");
AddBars("other digits", otherScores.SelectMany(other => other.Scores.Score).ToArray(), "#d1495b");
var line = histogram.Add.VerticalLine(model.Threshold, 2, Colors.Black, LinePattern.Dashed);
line.LegendText = FormattableString.Invariant(
    $"threshold {model.Threshold:0.0}: one normal image in {Math.Pow(10, model.Threshold):0}");
histogram.Axes.Margins(bottom: 0);
histogram.ShowLegend(Alignment.UpperRight);
Show(histogram, 800, 380);

display(otherScores.Append((Digit: "1 (normal)", Scores: normalScores)).Select(group => new
{
    group.Digit,
    Images = $"{group.Scores.Rows}",
    Flagged = FormattableString.Invariant(
        $"{group.Scores.PredictedLabel.Average(isFlagged => isFlagged ? 1.0 : 0.0):P0}"),
    MedianScore = FormattableString.Invariant(
        $"{group.Scores.Score.Order().ElementAt(group.Scores.Rows / 2):0.00}"),
}).ToArray());

// ── Where is it odd? ──

float[] Damaged(float[] pixels, Func<int, int, float, float> change) =>
    pixels.Select((value, i) => change(i % shape.Width, i / shape.Width, value)).ToArray();

bool IsBlot(int x, int y) => Math.Pow(x - 21, 2) + Math.Pow(y - 8, 2) < 6;

var good = normal[5];
var defects = new (string Name, float[] Pixels)[]
{
    ("good part", good),
    ("a blot", Damaged(good, (x, y, value) => IsBlot(x, y) ? 230 : value)),
    ("a scratch", Damaged(good, (x, y, value) => y == 20 && x is > 3 and < 25 ? 230 : value)),
    ("a missing piece", Damaged(good, (x, y, value) => y is > 9 and < 18 ? 0 : value)),
};

VaeScoredImage Judge(string name, float[] pixels)
{
    var scores = model.Score(pixels);
    return new(
        name, shape, pixels, model.Heatmap(pixels),
        scores.Score[0], scores.PValue[0], scores.PredictedLabel[0], model.Threshold);
}

foreach (var (name, pixels) in defects)
{
    ShowPng(VaeHeatmapPainter.Png(Judge(name, pixels)));
}

// ── A folder of files ──

var inbox = Directory.CreateDirectory("inbox").FullName;
var files = Directory.GetFiles(
    Path.Combine(folder, "data", "digits"), "*.png", SearchOption.AllDirectories);
foreach (var file in files)
{
    var kind = Path.GetFileName(Path.GetDirectoryName(file));
    File.Copy(file, Path.Combine(inbox, $"{kind}-{Path.GetFileName(file)}"), overwrite: true);
}

var first = Directory.GetFiles(inbox).Order(StringComparer.Ordinal).First();
File.WriteAllBytes(Path.Combine(inbox, "cut-off.png"), File.ReadAllBytes(first)[..100]);
File.WriteAllText(Path.Combine(inbox, "not-an-image.png"), "hello");

var sheet = new VaeContactSheet();
var results = new List<(string Kind, VaeImageStatus Status, string Remark, string Verdict)>();
foreach (var image in VaeImageSet.Open(inbox).Read(shape))
{
    var name = Path.GetFileName(image.Source);
    var verdict = "";
    if (image.IsRead)
    {
        var judged = Judge(name, image.Pixels);
        sheet.Add(judged);
        verdict = judged.PredictedLabel ? "anomaly" : "normal";
    }

    var kind = name.StartsWith("one-") ? "one" : name.StartsWith("other-") ? "other digit" : name;
    results.Add((kind, image.Status, image.Remark, verdict));
}

display(results.GroupBy(result => result).Select(group => new
{
    group.Key.Kind, Files = $"{group.Count()}", group.Key.Status, group.Key.Remark, group.Key.Verdict,
}).ToArray());

ShowPng(sheet.Png());

// ── In an ML.NET pipeline ──

var mlContext = new MLContext(seed: 1);
var rows = mlContext.Data.LoadFromEnumerable(
    defects.Select(defect => new ImageRow { Name = defect.Name, Features = defect.Pixels }));
var transformer = mlContext.Transforms.DetectAnomaliesWithVae("model.onnx").Fit(rows);

var verdicts = mlContext.Data.CreateEnumerable<ImageVerdict>(
    transformer.Transform(rows), reuseRowObject: false);
display(verdicts.Select(verdict => new
{
    verdict.Name,
    Score = FormattableString.Invariant($"{verdict.Score:0.00}"),
    PredictedLabel = $"{verdict.PredictedLabel}",
    OddestPlace = Place(verdict.Heatmap),
}).ToArray());

string Place(float[] heatmap)
{
    var hottest = Array.IndexOf(heatmap, heatmap.Max());
    return $"row {hottest / shape.Width}, column {hottest % shape.Width}";
}

public class Progress : IProgress<VaeTrainingProgress>
{
    private int reports;

    public void Report(VaeTrainingProgress value)
    {
        var elbo = value.ValidationElbo;
        if (++reports % 4 == 0)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"step {value.Step,4} of {value.Steps}: ELBO {elbo:0.0} nats per held-out image"));
        }
    }
}

public class ImageRow
{
    public string Name { get; set; }

    [VectorType(28 * 28)]
    public float[] Features { get; set; }
}

public class ImageVerdict
{
    public string Name { get; set; }
    public float Score { get; set; }
    public bool PredictedLabel { get; set; }
    public float PValue { get; set; }
    public float[] Heatmap { get; set; }
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
        var file = Path.GetFullPath($"images-{++pictures}.png");
        File.WriteAllBytes(file, Convert.FromBase64String(value));
        Console.WriteLine($"[picture: {file}]\n");
    }
}
