using System.Diagnostics;
using Vae.MLNet;
using Vae.Quality.Data;
using Vae.Quality.Detectors;
using Vae.Training;

namespace Vae.Quality.Images;

/// <summary>Every class of a set of images as normal in turn: half of it trains, the rest and images of the other classes are scored by the exported model.</summary>
internal sealed record ImageRun(LabelledImages Images, IReadOnlyList<string> Normal, IReadOnlyList<int> Seeds, int MostOthers, VaeTrainingOptions Options)
{
    /// <summary>Test images that are spoilt to see whether heatmaps find the place.</summary>
    private const int Spoilt = 150;

    /// <summary>One result per class and seed, with how well synthetic defects are found: AUROC by image and by pixel.</summary>
    public IEnumerable<(SetResult Result, (double Image, double Pixel) Defects)> Results() => from normal in Normal from seed in Seeds select Run(normal, seed);

    private (SetResult Result, (double Image, double Pixel) Defects) Run(string normal, int seed)
    {
        var split = ImageSplit.Draw(Images.Classes, normal, MostOthers, seed);
        var clock = Stopwatch.StartNew();
        var trained = VaeTraining.Train(new VaeTrainingData(Pixels(split.Train), Images.Shape), Options with { Seed = seed });
        var seconds = clock.Elapsed.TotalSeconds;
        using var model = trained.OpenModel();
        int[] test = [.. split.Normal, .. split.Others];
        bool[] labels = [.. test.Select(image => Images.Classes[image] != normal)];
        var pixels = Pixels(test);
        var (scores, rate) = ScoringClock.Measure(test.Length, () => model.Score(pixels));
        var metrics = AnomalyMetrics.Compute(scores.Score, labels, new AnomalyEvaluationOptions { BootstrapResamples = 0 });
        var detection = new Detection("Vae", scores.Score, seconds, rate) { PValues = scores.PValue, CalibrationRows = model.Info.CalibrationRows };
        var result = new SetResult
        {
            Set = $"{Images.Name} {normal}",
            Seed = seed,
            Protocol = Protocol.OneClass,
            Detector = detection.Detector,
            TrainingRows = split.Train.Length,
            ScoredRows = test.Length,
            Features = Images.Shape.Length,
            Auroc = metrics.AreaUnderRocCurve!.Value,
            AveragePrecision = metrics.AveragePrecision!.Value,
            TrainingSeconds = seconds,
            RowsPerSecond = rate,
            Promise = PromiseCheck.Of(detection, labels),
        };
        return (result, Defects(model, split.Normal, seed));
    }

    private (double Image, double Pixel) Defects(VaeModel model, int[] normal, int seed)
    {
        var defect = new SyntheticDefect(Images.Shape, new Random(seed));
        var spoilt = normal.Take(Spoilt).Select((image, index) => defect.Spoil(Images.Pixels[image], index % SyntheticDefect.Kinds.Count)).ToArray();
        float[] pixels = [.. spoilt.SelectMany(image => image.Image)];
        float[] scores = [.. model.Score(Pixels(normal)).Score, .. model.Score(pixels).Score];
        return (Auroc(scores, [.. normal.Select(_ => false), .. spoilt.Select(_ => true)]), Auroc(model.Heatmap(pixels), [.. spoilt.SelectMany(image => image.Changed)]));
    }

    private static double Auroc(float[] scores, bool[] labels) =>
        AnomalyMetrics.Compute(scores, labels, new AnomalyEvaluationOptions { BootstrapResamples = 0 }).AreaUnderRocCurve!.Value;

    private float[] Pixels(IEnumerable<int> images) => [.. images.SelectMany(image => Images.Pixels[image])];
}
