using Vae.MLNet;
using Vae.MLNet.Images;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Images;

/// <summary>What is masked or missing is not looked at, without a pretrained network and with one.</summary>
public sealed class MaskTests : IDisposable
{
    private static readonly VaeImageShape Small = new(1, 32, 32), Large = new(1, 64, 72);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int, int, int> Shapes => new() { { 1, 32, 32 }, { 1, 64, 72 }, { 3, 70, 66 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Nothing_under_a_mask_of_all_training_images_changes_anything(int channels, int height, int width)
    {
        var shape = new VaeImageShape(channels, height, width);
        var trained = VaeTraining.Train(new(ImageRun.Pixels(24, shape), shape), ImageRun.Quick with { ImageMask = Mask(shape) });

        Assert.Equal(1.0 / 4, trained.Info.MaskedShare, 0.02);
        using var model = trained.OpenModel(new() { Device = VaeDevice.Cpu });
        var image = ImageRun.Pixels(1, shape, seed: 9);
        var changed = image.ToArray();
        var random = new Random(3);
        for (var i = 0; i < image.Length; i++)
        {
            changed[i] = IsMasked(shape, i) ? random.Next(256) : image[i];
        }

        Assert.Equal(model.Score(image).Score, model.Score(changed).Score);
        Assert.Equal(model.Score(image).ReconstructionError, model.Score(changed).ReconstructionError);
        Assert.Equal(model.Heatmap(image), model.Heatmap(changed));
        Assert.Equal(0.001, model.Heatmap(image)[0], 1e-4);                             // the upper left corner lies deep under the mask
        Assert.All(model.FeatureErrors(image).Where((_, i) => IsMasked(shape, i)), error => Assert.Equal(0, error));
    }

    [Fact]
    public void Pixels_that_no_training_image_has_are_masked_as_by_a_mask()
    {
        var pixels = ImageRun.Pixels(24, Small);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = IsMasked(Small, i % Small.Length) ? float.NaN : pixels[i];
        }

        var missing = VaeTraining.Train(new(pixels, Small), ImageRun.Quick);
        var masked = VaeTraining.Train(new(ImageRun.Pixels(24, Small), Small), ImageRun.Quick with { ImageMask = Mask(Small) });

        Assert.Equal(missing.Info.MaskedShare, masked.Info.MaskedShare);
        Assert.Equal(missing.TrainingScores, masked.TrainingScores);
    }

    /// <summary>Each training image has a gap of its own; the exported graph agrees with TorchSharp, and a defect counts where it is shown.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_defect_in_what_is_missing_does_not_count(int channels, int height, int width)
    {
        var shape = new VaeImageShape(channels, height, width);
        var pixels = ImageRun.Pixels(24, shape);
        for (var image = 0; image < 24; image++)
        {
            Gap(pixels.AsSpan(image * shape.Length, shape.Length), shape, image % 2 * (width - 16), image % 2 * (height - 16));
        }

        using var model = VaeTraining.Train(new(pixels, shape), ImageRun.Quick).OpenModel(new() { Device = VaeDevice.Cpu });

        Assert.Equal(0, model.Info.MaskedShare);
        var (shown, normal) = (ImageRun.Pixels(1, shape, seed: 9), ImageRun.Pixels(1, shape, seed: 9));
        for (var i = 0; i < shape.Length; i++)
        {
            var (x, y) = (i % shape.Width, i / shape.Width % shape.Height);
            shown[i] = x is >= 8 and < 14 && y is >= 8 and < 14 ? 255 * ((x + y) % 2) : shown[i];
        }

        var (hidden, without) = (shown.ToArray(), normal.ToArray());
        Gap(hidden, shape, 4, 4);
        Gap(without, shape, 4, 4);
        Assert.True(model.Score(shown).Score[0] > model.Score(normal).Score[0]);
        Assert.Equal(model.Score(without).Score, model.Score(hidden).Score);
        Assert.Equal(model.Heatmap(without), model.Heatmap(hidden));
    }

    [Fact]
    public void Models_of_images_without_gaps_say_nothing_of_masks()
    {
        Assert.Equal(0, ImageRun.Of(Large).Vae.Info.MaskedShare);
        Assert.DoesNotContain(MLNet.Contract.ModelMetadata.Write(ImageRun.Of(Large).Vae.Info), entry => entry.Key == "vae.masked");
        Assert.False(ImageRun.Of(Large).Detector.Scaler.HasGaps);
    }

    [Fact]
    public void A_mask_that_is_dark_all_over_and_one_that_is_none_are_refused_by_name()
    {
        var dark = _folder.File("dark.png");
        File.WriteAllBytes(dark, PixelPng.Of(new float[256], new(1, 16, 16)));
        var data = new VaeTrainingData(ImageRun.Pixels(24, Small), Small);

        Assert.Contains("dark all over", Assert.Throws<InvalidDataException>(
            () => VaeTraining.Train(data, ImageRun.Quick with { ImageMask = dark })).Message, StringComparison.Ordinal);
        Assert.Contains("nowhere.png", Assert.Throws<InvalidDataException>(
            () => VaeTraining.Train(data, ImageRun.Quick with { ImageMask = "nowhere.png" })).Message, StringComparison.Ordinal);
    }

    /// <summary>Not of where it stands.</summary>
    [Fact]
    public void A_checkpoint_is_of_what_its_mask_shows()
    {
        using var stop = new CancellationTokenSource();
        var (data, mask, path) = (new VaeTrainingData(ImageRun.Pixels(24, Small), Small), Mask(Small), _folder.File("run.checkpoint"));
        var options = ImageRun.Quick with { ImageMask = mask, Checkpoint = new() { Path = path, Interval = TimeSpan.Zero } };
        VaeTraining.Train(data, options, new Reports(_ => stop.Cancel()), stop.Token);
        File.WriteAllBytes(mask, PixelPng.Of([.. Enumerable.Range(0, Small.Length).Select(i => i < 100 ? 0f : 255)], Small));

        var error = Assert.Throws<InvalidDataException>(() => VaeTraining.Train(data, options with { Checkpoint = options.Checkpoint with { Resume = true } }));

        Assert.Contains("must come from a run with the same data", error.Message, StringComparison.Ordinal);
    }

    private static bool IsMasked(VaeImageShape shape, int i) => i % shape.Width < shape.Width / 2 && i / shape.Width % shape.Height < shape.Height / 2;

    /// <summary>The upper left quarter is dark.</summary>
    private string Mask(VaeImageShape shape)
    {
        var plane = shape with { Channels = 1 };
        var path = _folder.File("mask.png");
        File.WriteAllBytes(path, PixelPng.Of(Enumerable.Range(0, plane.Length).Select(i => IsMasked(plane, i) ? 0f : 255).ToArray(), plane));
        return path;
    }

    private static void Gap(Span<float> image, VaeImageShape shape, int left, int top)
    {
        for (var i = 0; i < image.Length; i++)
        {
            var (x, y) = (i % shape.Width, i / shape.Width % shape.Height);
            image[i] = x >= left && x < left + 16 && y >= top && y < top + 16 ? float.NaN : image[i];
        }
    }
}
