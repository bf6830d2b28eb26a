using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.MLNet;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>The digits of data/ through a pipeline: training on image columns, scoring, model.zip.</summary>
public sealed class ImagePipelineTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly string _zip = Path.Combine(Path.GetTempPath(), $"vae-{Guid.NewGuid():N}.zip");

    public void Dispose() => File.Delete(_zip);

    [Fact]
    public void Digits_train_in_a_pipeline_and_give_the_same_bits_from_the_zip()
    {
        var ones = Digits("one");
        var trainer = _context.AnomalyDetection.Trainers.Vae("Image", new VaeTrainingOptions { ImageShape = new(1, 28, 28), Steps = 40, Device = VaeDevice.Cpu });
        using var model = trainer.Fit(ones);

        var (normal, odd) = (Scores(model, ones), Scores(model, Digits("other")));
        Assert.Equal((60, 12), (normal.Length, odd.Length));
        Assert.True(odd.Count(score => score > normal.Max()) >= 10, $"{string.Join(' ', odd)} against at most {normal.Max()}");

        // ML.NET cannot save a schema of nothing but images.
        _context.Model.Save(model, null, _zip);
        using var loaded = (VaeAnomalyTransformer)new MLContext().Model.Load(_zip, out _);
        Assert.Equal(odd, Scores(loaded, Digits("other")));
        var heatmap = loaded.Transform(Digits("other")).GetColumn<float[]>("Heatmap").First();
        Assert.Equal(28 * 28, heatmap.Length);
        Assert.All(heatmap, heat => Assert.True(heat >= 0 && float.IsFinite(heat)));
    }

    private static float[] Scores(ITransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float>("Score")];

    private IDataView Digits(string label) => _context.Data.LoadFromEnumerable(
        Directory.GetFiles(Path.Combine(Repository.Root, "data/digits", label)).Order(StringComparer.Ordinal).Select(path => new Digit { Image = MLImage.CreateFromFile(path) }).ToArray());

    private sealed class Digit
    {
        [ImageType(28, 28)]
        public MLImage? Image { get; set; }
    }
}
