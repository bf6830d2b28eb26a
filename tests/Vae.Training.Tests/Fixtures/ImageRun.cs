using TorchSharp;
using Vae.MLNet;
using Vae.Training.Export;
using Vae.Training.Images;

namespace Vae.Training.Tests.Fixtures;

/// <summary>A finished run on small images: discs of changing place and size on a grey ramp.</summary>
internal sealed record ImageRun(VaeTrainingData Data, VaeTrainingOptions Options, ImageDetector Detector, TrainedVae Vae)
{
    public static readonly VaeTrainingOptions Quick = new() { Members = 2, HiddenUnits = 16, LatentDimension = 4, Steps = 12, BatchSize = 16, Device = VaeDevice.Cpu, Threads = 1 };

    private static readonly Dictionary<VaeImageShape, ImageRun> Finished = [];

    /// <summary>The run on images of such a size; trained once per process.</summary>
    public static ImageRun Of(VaeImageShape shape)
    {
        if (!Finished.TryGetValue(shape, out var run))
        {
            var data = new VaeTrainingData(Pixels(24, shape), shape);

            // Outside any dispose scope: these tensors live as long as the run.
            var trained = new ImageTrainer(data, shape, Quick, new()).Run();
            using var scope = torch.NewDisposeScope();
            var vae = DetectorExport.Of(data, Quick, ImageModality.ExportableOf(trained));
            Finished[shape] = run = new(data, Quick, trained.Detector, vae);
        }

        return run;
    }

    /// <summary>Seeded images [images, channels, height, width], 0 to 255.</summary>
    public static float[] Pixels(int images, VaeImageShape shape, int seed = 1)
    {
        var random = new Random(seed);
        var pixels = new float[images * shape.Length];
        for (var image = 0; image < images; image++)
        {
            var (x0, y0, radius) = (random.Next(4, shape.Width - 4), random.Next(4, shape.Height - 4), 2 + (2 * random.NextDouble()));
            for (var i = 0; i < shape.Length; i++)
            {
                var (x, y) = (i % shape.Width, i / shape.Width % shape.Height);
                var inside = ((x - x0) * (x - x0)) + ((y - y0) * (y - y0)) < radius * radius;
                pixels[(image * shape.Length) + i] = MathF.Round((inside ? 200 : 60f * x / shape.Width) + (4 * Samples.Normal(random)));
            }
        }

        return [.. pixels.Select(value => Math.Clamp(value, 0, 255))];
    }
}
