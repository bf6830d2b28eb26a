// The code of notebooks/03-latent.ipynb as a program that needs neither Jupyter nor an editor:
//     dotnet run samples/latent.cs
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

var set = VaeImageSet.Open(Path.Combine(folder, "data", "digits-images.idx3-ubyte.gz"));
var shape = set.SuggestShape();
var digits = set.Read(shape).Take(3_000)
    .Select((image, index) => (Label: set.Label(index), image.Pixels)).ToArray();
var learnt = digits[..2_000];
var fresh = digits[2_000..];

Console.WriteLine($"{learnt.Length} images of {shape} to learn from, {fresh.Length} fresh ones.");

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

ShowImages("Digits", fresh.Take(24).Select(digit => digit.Pixels).Chunk(12).ToArray());

// ── Two numbers for a digit ──

VaeModel Train(VaeAutoencoderKind kind, int? latent, int steps)
{
    var data = new VaeTrainingData(learnt.SelectMany(digit => digit.Pixels).ToArray(), shape);
    var trained = VaeTraining.Train(data, new VaeTrainingOptions
    {
        Autoencoder = kind, LatentDimension = latent, Steps = steps, Members = 2,
    });
    var last = trained.History[^1];
    Console.WriteLine(FormattableString.Invariant(
        $"{kind}, {trained.Info.LatentDimension} numbers: ELBO {last.ValidationElbo:0} nats per image, ")
        + FormattableString.Invariant($"of which KL divergence {last.KlDivergence:0.0}"));
    return trained.OpenModel();
}

var vae = Train(VaeAutoencoderKind.Variational, latent: 2, steps: 400);
var plain = Train(VaeAutoencoderKind.Plain, latent: 2, steps: 400);

// ── The map ──

float[][] PlacesOf(VaeModel model, (string Label, float[] Pixels)[] images) =>
    model.Encode(images.SelectMany(digit => digit.Pixels).ToArray())
        .Chunk(model.Info.LatentDimension).ToArray();

void ShowMap(string title, VaeModel model)
{
    var places = PlacesOf(model, fresh);
    var plot = new Plot();
    plot.Title(title, size: 16);
    plot.XLabel("first latent number", size: 14);
    plot.YLabel("second latent number", size: 14);
    plot.Font.Set("DejaVu Sans");
    plot.Axes.Title.Label.Bold = plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
    var palette = new ScottPlot.Palettes.Category10();
    foreach (var digit in fresh.Select(digit => digit.Label).Distinct().Order(StringComparer.Ordinal))
    {
        var own = places.Where((_, index) => fresh[index].Label == digit).ToArray();
        var points = plot.Add.ScatterPoints(
            own.Select(place => (double)place[0]).ToArray(),
            own.Select(place => (double)place[1]).ToArray());
        points.Color = palette.GetColor(int.Parse(digit));
        points.MarkerSize = 5;
        points.LegendText = digit;
    }

    plot.ShowLegend(Edge.Right);
    Show(plot, 640, 480);
}

ShowMap("Variational", vae);
ShowMap("Plain", plain);

// ── z = μ + σ · ε ──

float Normal(Random random) => (float)(
    Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

float[][] Decoded(VaeDecoder decoder, IEnumerable<float[]> places) =>
    decoder.Decode(places.SelectMany(place => place).ToArray()).Chunk(shape.Length).ToArray();

var deep = Train(VaeAutoencoderKind.Variational, latent: null, steps: 400);
var decoder = deep.OpenDecoder();

float[][] Cloud(float[] pixels)
{
    var random = new Random(1);
    var mean = deep.Encode(pixels);
    var deviation = deep.Compute(VaeOutputs.LatentLogVariance, pixels)
        .Select(logVariance => MathF.Exp(0.5f * logVariance)).ToArray();
    var draws = Enumerable.Range(0, 8).Select(
        _ => mean.Zip(deviation, (mu, sigma) => mu + (sigma * Normal(random))).ToArray());
    return Decoded(decoder, draws.Prepend(mean));
}

ShowImages(
    "μ, and eight times μ + σ · ε",
    Cloud(fresh[0].Pixels), Cloud(fresh[1].Pixels), Cloud(fresh[2].Pixels));

// ── The two terms of the ELBO ──

void ShowTerm(string title, Func<VaeTrainingReport, double> term)
{
    var history = new Plot();
    history.Title(title, size: 16);
    history.XLabel("step", size: 14);
    history.YLabel("nats per image", size: 14);
    history.Font.Set("DejaVu Sans");
    history.Axes.Title.Label.Bold = false;
    history.Axes.Bottom.Label.Bold = history.Axes.Left.Label.Bold = false;
    foreach (var (model, color) in new[] { (vae, "#d1495b"), (deep, "#3b6ea5") })
    {
        var curve = history.Add.Scatter(
            model.Info.History.Select(report => (double)report.Step).ToArray(),
            model.Info.History.Select(term).ToArray());
        curve.Color = Color.FromHex(color);
        curve.LegendText = $"{model.Info.LatentDimension} numbers";
    }

    history.ShowLegend(Alignment.MiddleRight);
    Show(history, 640, 300);
}

ShowTerm(
    "Reconstruction: ELBO and KL divergence together",
    report => report.ValidationElbo + report.KlDivergence);
ShowTerm("KL divergence: the price of the fence", report => report.KlDivergence);

// ── Walking ──

float[][] Walk(int from, int to) =>
    decoder.Interpolate(deep.Encode(fresh[from].Pixels), deep.Encode(fresh[to].Pixels), 10)
        .Chunk(shape.Length).ToArray();

ShowImages("From one digit to another", Walk(0, 1), Walk(2, 3), Walk(4, 7), Walk(5, 9));

// ── Making digits up ──

var generator = deep.OpenGenerator();
var made = generator.Generate(36, new VaeGenerationOptions { Seed = 1 })
    .Features.Chunk(shape.Length).ToArray();

ShowImages("Made up", made[..12], made[12..24], made[24..]);

// ── Cleaning ──

float[] Noisy(float[] pixels)
{
    var random = new Random(2);
    return pixels.Select(pixel => Math.Clamp(pixel + (60 * Normal(random)), 0, 255)).ToArray();
}

bool IsTorn(int i) => i % shape.Width is > 9 and < 17 && i / shape.Width is > 9 and < 17;

float[] Torn(float[] pixels) => pixels.Select((pixel, i) => IsTorn(i) ? float.NaN : pixel).ToArray();

var damaged = fresh[20..26].Select(digit => Noisy(digit.Pixels))
    .Concat(fresh[30..36].Select(digit => Torn(digit.Pixels))).ToArray();
var seen = damaged
    .Select(pixels => pixels.Select(pixel => float.IsNaN(pixel) ? 120 : pixel).ToArray()).ToArray();

ShowImages(
    "Above, noisy and torn; below, cleaned",
    seen, damaged.Select(pixels => deep.Reconstruct(pixels)).ToArray());

// ── With and without the fence ──

var plainDeep = Train(VaeAutoencoderKind.Plain, latent: null, steps: 400);

float[][] Drawn(VaeModel model)
{
    var random = new Random(3);
    using var open = model.OpenDecoder();
    var numbers = Enumerable.Range(0, 12 * model.Info.LatentDimension).Select(_ => Normal(random));
    return Decoded(open, numbers.Chunk(model.Info.LatentDimension));
}

ShowImages("Around zero: above, variational; below, plain", Drawn(deep), Drawn(plainDeep));

display(new[] { vae, plain, deep, plainDeep }.Select(model =>
{
    var (places, pixels) = (PlacesOf(model, fresh), fresh.SelectMany(digit => digit.Pixels).ToArray());
    var reconstruction = model.Reconstruct(pixels);
    var error = pixels.Zip(reconstruction, (pixel, back) => Math.Abs(pixel - back)).Average();
    var square = places.Average(place => place.Average(number => number * number));
    return new
    {
        model.Info.Autoencoder,
        Numbers = $"{model.Info.LatentDimension}",
        ErrorInGreyLevels = FormattableString.Invariant($"{error:0.0}"),
        MeanSquareOfANumber = FormattableString.Invariant($"{square:0.0}"),
        NeighboursAlike = FormattableString.Invariant($"{Alike(places):P0}"),
    };
}).ToArray());

// The share of the ten nearest places that belong to the same digit.
double Alike(float[][] places)
{
    float Distance(int one, int other) =>
        places[one].Zip(places[other], (a, b) => (a - b) * (a - b)).Sum();

    IEnumerable<int> Nearest(int one) => Enumerable.Range(0, places.Length)
        .Where(other => other != one).OrderBy(other => Distance(one, other)).Take(10);

    int AlikeOf(int one) => Nearest(one).Count(other => fresh[other].Label == fresh[one].Label);

    return Enumerable.Range(0, 300).Average(one => AlikeOf(one) / 10.0);
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
        var file = Path.GetFullPath($"latent-{++pictures}.png");
        File.WriteAllBytes(file, Convert.FromBase64String(value));
        Console.WriteLine($"[picture: {file}]\n");
    }
}
