using Google.Protobuf;
using Microsoft.ML;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Generation;

/// <summary>Rows made up by models that were really trained.</summary>
public sealed class GeneratorTests : IDisposable
{
    private const int Width = 10;

    private static readonly VaeGenerationOptions All = new() { KeepAnomalies = true };

    private readonly TemporaryFolder _folder = new();
    private readonly VaeModel _model = Run.Mixed().Vae.OpenModel(new() { Device = VaeDevice.Cpu });

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Same_seed_same_rows_and_the_first_of_many_are_those_of_few()
    {
        using var generator = _model.OpenGenerator();

        var many = generator.Generate(300, new() { Seed = 5 });

        Assert.Equal(many.Features, generator.Generate(300, new() { Seed = 5 }).Features);
        Assert.Equal(many.Features[..(20 * Width)], generator.Generate(20, new() { Seed = 5 }).Features);
        Assert.NotEqual(many.Features, generator.Generate(300, new() { Seed = 6 }).Features);
        Assert.Empty(generator.Generate(0).Features);
    }

    [Fact]
    public void Bounds_whole_numbers_categories_constants_and_gaps_are_those_of_the_training_rows()
    {
        using var generator = _model.OpenGenerator();
        var training = Run.Mixed().Data.Features.ToArray().Chunk(Width).ToArray();

        var rows = generator.Generate(1_000, All).Features.Chunk(Width).ToArray();

        for (var column = 0; column < 7; column++)
        {
            var known = training.Select(row => row[column]).Where(float.IsFinite).ToArray();
            Assert.All(rows, row => Assert.True(float.IsNaN(row[column]) || (row[column] >= known.Min() && row[column] <= known.Max())));
        }

        Assert.All(rows, row => Assert.Equal(7.5f, row[3]));
        Assert.All(rows, row => Assert.True(row[4] is 0 or 1));
        Assert.All(rows, row => Assert.True(row[5] is 0 or 1));
        Assert.All(rows, row => Assert.Equal([0, 0, 1], row[7..].Order()));
        Assert.InRange(rows.Average(row => float.IsNaN(row[2]) ? 1.0 : 0), 0.13, 0.27);
        Assert.All(rows, row => Assert.DoesNotContain(row.Where((_, column) => column != 2), float.IsNaN));
        Assert.All(Enumerable.Range(7, 3), category => Assert.InRange(rows.Average(row => row[category]) - training.Average(row => row[category]), -0.06, 0.06));
    }

    [Fact]
    public void Nobodys_own_largest_value_comes_out()
    {
        using var generator = _model.OpenGenerator();
        var training = Run.Mixed().Data.Features.ToArray().Chunk(Width).Select(row => row[6]).ToArray();

        var made = generator.Generate(2_000, All).Features.Chunk(Width).Select(row => row[6]).ToArray();

        Assert.InRange(made.Max(), float.MinValue, training.Max() - 0.01f);
        Assert.InRange(made.Min(), training.Min() + 0.01f, float.MaxValue);
    }

    [Fact]
    public void Columns_keep_their_shapes_and_their_dependence()
    {
        using var model = Run.Good().Vae.OpenModel();
        using var generator = model.OpenGenerator();
        var training = Run.Good().Data.Features.ToArray().Chunk(5).ToArray();

        var rows = generator.Generate(2_000).Features.Chunk(5).ToArray();

        for (var column = 0; column < 5; column++)
        {
            float[] own = [.. training.Select(row => row[column]).Order()], made = [.. rows.Select(row => row[column]).Order()];
            var reach = own[^1] - own[0];
            Assert.InRange((made[1_000] - own[500]) / reach, -0.06, 0.06);
            Assert.InRange((made[200] - own[100]) / reach, -0.06, 0.06);
        }

        Assert.InRange(Correlation(rows, 0, 3), 0.97, 1);
        Assert.InRange(Correlation(rows, 0, 4), -0.15, 0.15);
        Assert.InRange(Correlation(rows, 1, 2) - Correlation(training, 1, 2), -0.1, 0.1);
    }

    [Fact]
    public void Anomalies_are_drawn_again_unless_they_are_wanted()
    {
        using var generator = _model.OpenGenerator();

        var rows = generator.Generate(2_000);

        Assert.DoesNotContain(true, _model.Score(rows.Features).PredictedLabel);
        Assert.Equal(2_000 + rows.Anomalies + rows.Repeats, rows.Draws);
        var all = generator.Generate(2_000, All);
        Assert.Equal((2_000 + all.Repeats, 0), (all.Draws, all.Anomalies));
    }

    /// <summary>Rows of two columns with eight values each: without a look at the training rows, most made-up ones would be one of them.</summary>
    [Fact]
    public void Nobodys_own_row_comes_out()
    {
        var random = new Random(6);
        float[] training = [.. Enumerable.Range(0, 200).SelectMany(_ =>
            new[] { MathF.Round(4 * Samples.Normal(random)), MathF.Round(4 * Samples.Normal(random)), random.Next(2) })];
        using var model = VaeTraining.Train(new VaeTrainingData(training, [new("a"), new("b"), new("c")]), Run.Quick).OpenModel();
        using var generator = model.OpenGenerator();
        var own = training.Chunk(3).CountBy(row => (row[0], row[1], row[2])).ToDictionary();

        var rows = generator.Generate(1_000, All);

        var met = rows.Features.Chunk(3).Select(row => own.GetValueOrDefault((row[0], row[1], row[2]))).ToArray();
        Assert.DoesNotContain(1, met);
        Assert.DoesNotContain(2, met);
        Assert.Contains(met, count => count >= 3);
        Assert.True(rows.Repeats > 100, $"{rows.Repeats}");
    }

    [Fact]
    public void Conditions_hold()
    {
        using var generator = _model.OpenGenerator();

        var rows = generator.Generate(50, All with { Where = ["colour=red", "speed=45..55", "binary=1", "gaps="] });

        Assert.All(rows.Features.Chunk(Width), row => Assert.Equal((1, 1, true), (row[9], row[5], row[0] >= 45 && row[0] <= 55)));
        Assert.All(rows.Features.Chunk(Width), row => Assert.Equal(float.NaN, row[2]));
        Assert.Equal(rows.Draws, rows.Rows + rows.Unmet + rows.Repeats);
    }

    [Theory]
    [InlineData("color=red", "a column of the model")]
    [InlineData("colour=pink", "a known category; got categories 'blue', 'green', 'red'")]
    [InlineData("speed=fast", "a number, or a range LOW..HIGH")]
    [InlineData("speed=900", "values that normal training rows have; got values between")]
    [InlineData("speed=50.123", "a range LOW..HIGH")]
    [InlineData("binary=0.5", "values that normal training rows have")]
    [InlineData("speed=", "name a value: column 'speed' had one in every training row")]
    public void Conditions_that_no_row_can_hold_are_refused_by_name(string condition, string message)
    {
        using var generator = _model.OpenGenerator();

        var error = Assert.Throws<ArgumentException>(() => generator.Generate(1, new() { Where = [condition] }));

        Assert.Contains($"Condition '{condition}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_finds_too_little_ends_and_says_how_much()
    {
        using var generator = _model.OpenGenerator();

        var error = Assert.Throws<InvalidOperationException>(
            () => generator.Generate(100, new() { Where = ["speed=50..50.001", "binary=1"], MostDraws = 3 }));

        Assert.Contains("100 rows with speed=50..50.001 and binary=1; got ", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => generator.Generate(1, new() { MostDraws = 0 }));
        Assert.Throws<ArgumentException>(() => generator.Generate(1, new() { Like = new double[3] }));
    }

    [Fact]
    public void Rows_like_given_ones_are_nearer_to_them_than_others()
    {
        using var model = Run.Good().Vae.OpenModel();
        using var generator = model.OpenGenerator();
        double[] row = [115, 0.5, 1, 1.5e-3, 0];

        double Distance(float[] rows) => rows.Chunk(5).Average(made => Math.Abs(made[0] - row[0]) / 10);

        Assert.InRange(Distance(generator.Generate(200, All with { Like = row }).Features), 0, 0.6 * Distance(generator.Generate(200, All).Features));
    }

    [Fact]
    public void Images_are_made_up_too()
    {
        var shape = new VaeImageShape(1, 16, 16);
        using var model = ImageRun.Of(shape).Vae.OpenModel();
        using var generator = model.OpenGenerator();

        var images = generator.Generate(5, All).Features;

        Assert.Equal(5 * 256, images.Length);
        Assert.All(images, pixel => Assert.InRange(pixel, 0, 255));
        Assert.Equal(images, generator.Generate(5, All).Features);
        Assert.Contains("model of tables", Assert.Throws<ArgumentException>(() => generator.Generate(1, new() { Where = ["a=1"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_was_saved_and_loaded_makes_the_same_rows()
    {
        var context = new MLContext(seed: 1);
        var path = _folder.File("model.onnx");
        Run.Mixed().Vae.Save(path);
        var view = FeatureRow.View(context, Samples.MixedRows(5), Width);
        using var saved = context.Transforms.DetectAnomaliesWithVae(path, "Features").Fit(view);
        context.Model.Save(saved, view.Schema, _folder.File("model.zip"));
        using var loaded = (VaeAnomalyTransformer)context.Model.Load(_folder.File("model.zip"), out _);
        using var generator = _model.OpenGenerator();

        var rows = context.Data.GenerateWithVae(loaded.Model, 30, new() { Seed = 2 });

        Assert.Equal(generator.Generate(30, new() { Seed = 2 }).Features, context.Data.CreateEnumerable<FeatureRow>(rows, false).SelectMany(row => row.Features));
        Assert.Equal(saved.GetOutputSchema(view.Schema).Count, saved.Transform(rows).Schema.Count);
    }

    [Fact]
    public void Plain_autoencoders_score_and_make_nothing_up()
    {
        var options = Run.Quick with { Autoencoder = VaeAutoencoderKind.Plain };
        var trained = VaeTraining.Train(Samples.Plain(240), options);
        using var model = trained.OpenModel();

        Assert.Equal(VaeAutoencoderKind.Plain, model.Info.Autoencoder);
        Assert.Equal(VaeAutoencoderKind.Variational, _model.Info.Autoencoder);
        Assert.All(model.Score(Samples.PlainRows(50, seed: 3)).Score, score => Assert.True(float.IsFinite(score)));
        Assert.All(trained.History, report => Assert.Equal(0, report.KlDivergence));
        Assert.Contains("a plain autoencoder", Assert.Throws<InvalidOperationException>(model.OpenGenerator).Message, StringComparison.Ordinal);
        using var decoder = model.OpenDecoder();
        Assert.Equal(5, decoder.Decode(model.Encode(Samples.PlainRows(1))).Length);
    }

    [Theory]
    [InlineData(GeneratorTensors.Roots, "is missing beside others")]
    [InlineData(GeneratorTensors.Drawn, "is missing beside others")]
    public void A_decoder_with_half_a_generator_is_refused(string tensor, string message)
    {
        var error = Refused(graph => graph.Initializer.Remove(graph.Initializer.First(other => other.Name == tensor)));

        Assert.Contains($"tensor '{tensor}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_from_before_rare_rows_were_known_makes_rows_all_the_same()
    {
        using var model = Changed(graph => graph.Initializer.Remove(graph.Initializer.First(tensor => tensor.Name == GeneratorTensors.RareRows)));
        using var generator = model.OpenGenerator();

        var rows = generator.Generate(20, All);

        Assert.Equal((20, 20, 0), (rows.Rows, rows.Draws, rows.Repeats));
    }

    [Fact]
    public void A_generator_that_points_outside_the_row_is_refused()
    {
        var error = Refused(graph =>
        {
            var places = graph.Initializer.First(tensor => tensor.Name == GeneratorTensors.Places);
            var bytes = places.RawData.ToByteArray();
            bytes[0] = Width;
            places.RawData = ByteString.CopyFrom(bytes);
        });

        Assert.Contains("'Generator.Places' must be between 0 and 9", error.Message, StringComparison.Ordinal);
    }

    private static double Correlation(float[][] rows, int one, int other)
    {
        var (a, b) = (rows.Average(row => (double)row[one]), rows.Average(row => (double)row[other]));
        var product = rows.Sum(row => (row[one] - a) * (row[other] - b));
        return product / Math.Sqrt(rows.Sum(row => (row[one] - a) * (row[one] - a)) * rows.Sum(row => (row[other] - b) * (row[other] - b)));
    }

    private VaeModelException Refused(Action<GraphProto> change)
    {
        using var model = Changed(change);
        return Assert.Throws<VaeModelException>(model.OpenGenerator);
    }

    private VaeModel Changed(Action<GraphProto> change)
    {
        var path = _folder.File("model.onnx");
        Run.Mixed().Vae.Save(path);
        var decoder = ModelProto.Parser.ParseFrom(File.ReadAllBytes(TrainedVae.DecoderPath(path)));
        change(decoder.Graph);
        foreach (var digest in decoder.MetadataProps.Where(entry => entry.Key.EndsWith("sha256", StringComparison.Ordinal) && !entry.Key.Contains("options", StringComparison.Ordinal)).ToArray())
        {
            decoder.MetadataProps.Remove(digest);
        }

        return VaeModel.Load(File.ReadAllBytes(path), "changed", decoder: decoder.ToByteArray());
    }
}
