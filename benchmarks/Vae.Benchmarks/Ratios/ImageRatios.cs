using Vae.Benchmarks.Baselines;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Benchmarks.Ratios;

/// <summary>
/// Colour photographs of 224 x 224 pixels through the pretrained network: training on 500 of them with all defaults and the size of the file, each against what it may
/// be; scoring against bare ONNX Runtime on the same graph, and against PatchCore's arithmetic.
/// </summary>
internal static class ImageRatios
{
    private const int Rounds = 5;
    private const int TrainingImages = 500;
    private const int ScoredImages = 16;

    /// <summary>What training may take on two cores, and what the file may have.</summary>
    private const double MostSeconds = 180, MostMegabytes = 25;

    private static readonly VaeImageShape Shape = new(3, 224, 224);

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        var (path, on) = (folder.File("photographs.onnx"), $"images of {Shape}");
        var training = Cost.Of(() => VaeTraining.Train(
            new(MadeUpPhotographs.Of(TrainingImages, Shape, seed: 1), Shape), new() { Device = MLNet.VaeDevice.Cpu }).Save(path));
        yield return Once("training on 500", "3 minutes", "s", training.Wall, MostSeconds);
        yield return Once("size of the file", "25 MB", "MB", new FileInfo(path).Length / 1e6, MostMegabytes);

        var pixels = MadeUpPhotographs.Of(ScoredImages, Shape, seed: 2);
        var model = new BenchmarkModel(on, path, Shape.Length);
        using var ours = VaeModel.Load(path, new() { Device = MLNet.VaeDevice.Cpu });
        using var bare = new BareSession(model, pixels);
        using var patchCore = new PatchCore(Shape, pixels);
        var best = BareSession.Best(model, pixels, ScoredImages);
        var contest = Contest.Run(
            Rounds, () => Cost.Of(() => ours.Score(pixels)) / ScoredImages, () => bare.PerRow(best), () => patchCore.PerImage());
        yield return Against(1, "bare ONNX Runtime on the same graph", Goal.Least(0.9), best.ToString());
        yield return Against(2, "PatchCore's arithmetic: the network, distances to 3,920 patches", null, "1 % of the patches of 500 images");

        Ratio Once(string subject, string baseline, string unit, double value, double most) => new()
        {
            Group = "images", Subject = subject, Baseline = baseline, On = on, Unit = unit, SubjectValue = value, BaselineValue = most, Value = Spread.Of([value / most]), Rounds = 1,
            Goal = Goal.Most(1),
        };

        Ratio Against(int baseline, string name, Goal? goal, string note) => new()
        {
            Group = "images", Subject = "VaeModel.Score", Baseline = name, On = on, Unit = "images/s", SubjectValue = contest.Rate(0), BaselineValue = contest.Rate(baseline),
            Value = contest.Ratio(baseline, 0).Wall, Cpu = contest.Ratio(baseline, 0).Cpu, Rounds = Rounds, Goal = goal, Note = note,
        };
    }
}
