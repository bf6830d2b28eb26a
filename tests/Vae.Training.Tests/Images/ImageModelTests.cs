using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Export;
using Vae.Training.Images;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Images;

/// <summary>Images from training to the file and back.</summary>
public sealed class ImageModelTests : IDisposable
{
    private static readonly VaeImageShape Grey = new(1, 16, 16);
    private static readonly VaeImageShape Colour = new(3, 17, 20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int, int, int> Shapes => new() { { 1, 16, 16 }, { 3, 17, 20 }, { 1, 66, 70 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_output_agrees_with_TorchSharp_in_batches_of_1_7_and_64(int channels, int height, int width)
    {
        var run = ImageRun.Of(new(channels, height, width));
        var pixels = Odd(run);
        using var scope = torch.NewDisposeScope();
        var expected = new ImageScorer(run.Detector).Score(torch.tensor(pixels, [pixels.Length / run.Data.FeatureCount, run.Data.FeatureCount]));
        foreach (var batch in new[] { 1, 7, 64 })
        {
            using var model = run.Vae.OpenModel(new() { Device = VaeDevice.Cpu, BatchSize = batch });
            var scores = model.Score(pixels);
            Assert.All(model.Outputs.Where(output => !output.IsFlag), output => Check(output, output.IsNumber ? (float[])scores[output] : model.Compute(output, pixels)));
        }

        void Check(VaeOutput name, float[] actual)
        {
            var difference = Difference.Largest(expected[name].contiguous().data<float>().ToArray(), actual);
            Assert.True(difference <= ExportVerifier.ReconstructionTolerance, $"{name} differs by {difference}.");
        }
    }

    /// <summary>One pass through the graph gives both, where each alone is a graph of its own.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Scores_and_heatmaps_have_the_same_bits_read_together_and_each_alone(int channels, int height, int width)
    {
        var (context, run) = (new MLContext(seed: 1), ImageRun.Of(new(channels, height, width)));
        var data = FeatureRow.View(context, Odd(run), run.Data.FeatureCount);
        run.Vae.Save(_folder.File("model.onnx"));
        using var transformer = context.Transforms.DetectAnomaliesWithVae(_folder.File("model.onnx")).Fit(data);
        var scored = transformer.Transform(data);
        var (scores, heatmaps) = (scored.GetColumn<float>("Score").ToArray(), scored.GetColumn<float[]>("Heatmap").ToArray());

        var together = context.Data.CreateEnumerable<JudgedImage>(scored, reuseRowObject: false).ToArray();

        Assert.Equal(scores.Select(BitConverter.SingleToInt32Bits), together.Select(row => BitConverter.SingleToInt32Bits(row.Score)));
        Assert.Equal(heatmaps, together.Select(row => row.Heatmap));
    }

    [Fact]
    public void Images_without_a_value_cannot_be_judged_and_all_others_get_numbers()
    {
        using var model = ImageRun.Of(Colour).Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var pixels = Odd(ImageRun.Of(Colour));

        var scores = model.Score(pixels);

        Assert.True(float.IsNaN(scores.Score[^1]) && float.IsNaN(scores.PValue[^1]) && scores.PredictedLabel[^1]);
        Assert.Equal(0, scores.ReconstructionError[^1]);
        Assert.All(scores.Score[..^1], score => Assert.True(float.IsFinite(score)));
        foreach (var picture in new[] { model.Heatmap(pixels), model.Reconstruct(pixels), model.FeatureErrors(pixels) })
        {
            Assert.All(picture, value => Assert.True(float.IsFinite(value) && value >= 0));
        }
    }

    [Fact]
    public void Errors_sum_to_that_of_the_image_and_a_spot_glows()
    {
        var run = ImageRun.Of(Grey);
        using var model = run.Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var image = ImageRun.Pixels(1, Grey, seed: 9);
        var spoilt = image.ToArray();
        foreach (var (x, y) in from y in Enumerable.Range(10, 3) from x in Enumerable.Range(3, 3) select (x, y))
        {
            spoilt[(16 * y) + x] = (x + y) % 2 == 0 ? 255 : 0;
        }

        Assert.Equal(model.FeatureErrors(image).Sum(), model.Score(image).ReconstructionError[0], 0.01);
        Assert.True(model.Score(spoilt).Score[0] > model.Score(image).Score[0]);
        var heat = model.Heatmap(spoilt);
        Assert.Equal(256, heat.Length);
        Assert.True(heat[(16 * 11) + 4] > 3 * heat.Order().ElementAt(128));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_another_model()
    {
        var (first, second, other) = (Bytes(ImageRun.Quick), Bytes(ImageRun.Quick), Bytes(ImageRun.Quick with { Seed = 2 }));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        byte[] Bytes(VaeTrainingOptions options)
        {
            VaeTraining.Train(new(ImageRun.Pixels(20, Grey), Grey), options with { Steps = 4 }).Save(_folder.File("model.onnx"));
            return File.ReadAllBytes(_folder.File("model.onnx"));
        }
    }

    [Theory]
    [InlineData("black")]
    [InlineData("alike")]
    [InlineData("gaps")]
    [InlineData("blank image")]
    public void Poor_images_train_a_model_of_finite_scores(string kind)
    {
        var pixels = ImageRun.Pixels(16, Grey);
        switch (kind)
        {
            case "black": Array.Clear(pixels); break;
            case "alike": pixels = [.. Enumerable.Repeat(pixels[..256], 16).SelectMany(image => image)]; break;
            case "gaps": pixels = [.. pixels.Select((value, i) => i % 7 == 0 || i % 256 == 5 ? float.NaN : value)]; break;
            default: pixels.AsSpan(0, 256).Fill(float.NaN); break;
        }

        var trained = VaeTraining.Train(new(pixels, Grey), ImageRun.Quick with { Steps = 4 });

        using var model = trained.OpenModel(new() { Device = VaeDevice.Cpu });
        Assert.All(model.Score(ImageRun.Pixels(8, Grey, seed: 3)).Score, score => Assert.True(float.IsFinite(score)));
        Assert.Equal(kind == "blank image" ? 15 : 16, trained.TrainingScores.Count(float.IsFinite));
    }

    [Fact]
    public void The_decoder_gives_what_the_first_member_expects()
    {
        var run = ImageRun.Of(Colour);
        run.Vae.Save(_folder.File("model.onnx"));
        using var model = VaeModel.Load(_folder.File("model.onnx"), new() { Device = VaeDevice.Cpu });
        using var decoder = VaeDecoder.Load(TrainedVae.DecoderPath(_folder.File("model.onnx")));
        var latent = model.Encode(ImageRun.Pixels(3, Colour, seed: 4));
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var decoded = run.Detector.Ensemble.DecodeMember(torch.tensor(latent, [3, 4]), 0).view(3, 3, 17, 20);
        var expected = run.Detector.Scaler.Invert(decoded + run.Detector.Members[0].Bias).data<float>().ToArray();

        var actual = decoder.Decode(latent);

        Assert.InRange(Difference.Largest(expected, actual), 0, ExportVerifier.ReconstructionTolerance);
        Assert.Equal(2 * Colour.Length, decoder.Sample(2, seed: 1).Length);
    }

    [Fact]
    public void The_file_says_what_it_takes_and_how_it_was_made()
    {
        var info = ImageRun.Of(Colour).Vae.Info;

        Assert.Equal(Colour, info.ImageShape);
        Assert.Empty(info.Columns);
        Assert.Equal((VaeScoreKind.Pure, VaeReferenceKind.None, 0), (info.ScoreKind, info.References, info.ReferenceVectors));
        Assert.Equal((2, 4, 24, 24, 12), (info.Members, info.LatentDimension, info.TrainingRows, info.CalibrationRows, info.Steps));
        Assert.All(info.Parity, pair => Assert.InRange(pair.Value, 0, ExportVerifier.ReconstructionTolerance));
        Assert.Contains(VaeOutputs.Heatmap.Name, info.Parity.Keys);
    }

    [Fact]
    public void A_column_of_images_trains_inside_a_pipeline()
    {
        var context = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(FeatureRow));
        schema[nameof(FeatureRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1, 16, 16);
        var rows = ImageRun.Pixels(20, Grey).Chunk(256).Select(image => new FeatureRow { Features = image }).ToArray();
        var data = context.Data.LoadFromEnumerable(rows, schema);

        using var transformer = context.AnomalyDetection.Trainers.Vae(options: ImageRun.Quick with { Steps = 4 }).Fit(data);
        var scored = transformer.Transform(data);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 16, 16), scored.Schema["Heatmap"].Type);
        var heat = scored.GetColumn<float[]>("Heatmap").First();
        Assert.InRange(Difference.Largest(transformer.Model.Heatmap(rows[0].Features), heat), 0, ExportVerifier.Tolerance);
    }

    [Fact]
    public void Score_kinds_of_tables_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => VaeTraining.Train(new(ImageRun.Pixels(8, Grey), Grey), ImageRun.Quick with { Score = VaeScoreKind.Hybrid }));

        Assert.StartsWith("Training option 'Score' must be Pure for images, whose heads need no references; got Hybrid. Leave it out.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Declared_anomalies_are_left_out_of_the_calibration()
    {
        var pixels = ImageRun.Pixels(20, Grey);
        pixels.AsSpan(0, 256).Fill(255);

        var trained = VaeTraining.Train(new(pixels, Grey), ImageRun.Quick with { Steps = 20, Contamination = 0.05 });

        Assert.Equal(19, trained.Info.CalibrationRows);
    }

    /// <summary>New images, a noisy one, one with gaps, a black, a white, an out-of-range and an empty one.</summary>
    private static float[] Odd(ImageRun run)
    {
        var (shape, random) = (run.Data.ImageShape!, new Random(5));
        var images = ImageRun.Pixels(9, shape, seed: 2).Chunk(shape.Length).ToArray();
        images[2] = [.. images[2].Select(value => Math.Clamp(value + (40 * Samples.Normal(random)), 0, 255))];
        images[3] = [.. images[3].Select(value => random.Next(4) == 0 ? float.NaN : value)];
        Array.Clear(images[5]);
        Array.Fill(images[6], 255);
        images[7] = [.. images[7].Select((value, i) => i % 3 == 0 ? float.PositiveInfinity : i % 3 == 1 ? -50 : value)];
        Array.Fill(images[8], float.NaN);
        return [.. images.SelectMany(image => image)];
    }
}
