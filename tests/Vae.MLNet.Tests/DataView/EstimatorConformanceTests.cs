using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Friend;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.DataView;

/// <summary>What ML.NET expects of every estimator.</summary>
public sealed class EstimatorConformanceTests : IDisposable
{
    private static readonly TinyModel Tiny = new();

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public EstimatorConformanceTests()
    {
        _path = _folder.File("tiny.onnx");
        File.WriteAllBytes(_path, Tiny.Bytes());
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("Pump")]
    public void The_promised_schema_is_the_real_one(string prefix)
    {
        var view = Table.View(_context, Tiny.Rows(3));
        var estimator = _context.Transforms.DetectAnomaliesWithVae(_path, outputColumnPrefix: prefix);

        var promised = estimator.GetOutputSchema(SchemaShapes.Of(view.Schema));
        using var transformer = estimator.Fit(view);

        Assert.Equal(Describe(SchemaShapes.Of(transformer.GetOutputSchema(view.Schema))), Describe(promised));
        Assert.Equal(transformer.GetOutputSchema(view.Schema).Select(column => (column.Name, column.Type)), transformer.Transform(view).Schema.Select(column => (column.Name, column.Type)));
        Assert.Equal(VaeOutputs.All.Where(output => output.Modality != VaeModality.Image).Sum(output => output.Words is null ? 1 : 2), promised.Count - view.Schema.Count);
    }

    [Fact]
    public void Fitting_twice_gives_the_same_and_transformers_live_apart()
    {
        var view = Table.View(_context, Tiny.Rows(100));
        var estimator = _context.Transforms.DetectAnomaliesWithVae(_path);
        var first = estimator.Fit(view);
        var second = estimator.Fit(view);
        var expected = first.Transform(view).GetColumn<float>("Score").ToArray();

        first.Dispose();

        Assert.Equal(expected, second.Transform(view).GetColumn<float>("Score"));
        Assert.Equal(expected, first.Transform(view).GetColumn<float>("Score"));   // opened again
        second.Dispose();
        using var third = estimator.Fit(view);
        Assert.Equal(expected, third.Transform(view).GetColumn<float>("Score"));
    }

    [Fact]
    public void Transformers_of_one_estimator_share_one_native_model()
    {
        var view = Table.View(_context, Tiny.Rows(1));
        var estimator = _context.Transforms.DetectAnomaliesWithVae(_path);
        using var first = estimator.Fit(view);
        using var second = estimator.Fit(view);

        Assert.Same(first.Model.Native, second.Model.Native);
    }

    [Fact]
    public void A_model_may_be_disposed_before_the_transformers_made_from_it()
    {
        var view = Table.View(_context, Tiny.Rows(100));
        var model = VaeModel.Load(_path);
        var expected = model.Score(Tiny.Rows(100)).Score;
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(view);

        model.Dispose();

        Assert.Equal(expected, transformer.Transform(view).GetColumn<float>("Score"));
    }

    [Fact]
    public void Two_detectors_fit_into_one_pipeline_by_their_prefixes()
    {
        var view = Table.View(_context, Tiny.Rows(50));
        var strict = new VaeScoringOptions { OutputColumnPrefix = "Strict", Model = new() { Threshold = 0.1 } };

        var scored = _context.Transforms.DetectAnomaliesWithVae(_path).Append(_context.Transforms.DetectAnomaliesWithVae(_path, strict)).Fit(view).Transform(view);

        Assert.Equal(scored.GetColumn<float>("Score"), scored.GetColumn<float>("StrictScore"));
        Assert.Equal(scored.GetColumn<float>("Score").Select(score => score >= 0.1f), scored.GetColumn<bool>("StrictPredictedLabel"));
        Assert.NotEqual(scored.GetColumn<bool>("PredictedLabel"), scored.GetColumn<bool>("StrictPredictedLabel"));
    }

    [Fact]
    public void Vectors_carry_the_names_of_the_features()
    {
        var view = Table.View(_context, Tiny.Rows(1));
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(_path).Fit(view);
        VBuffer<ReadOnlyMemory<char>> names = default;

        foreach (var column in new[] { "FeatureErrors", "Reconstruction" })
        {
            transformer.GetOutputSchema(view.Schema)[column].GetSlotNames(ref names);
            Assert.Equal(["f0", "f1", "f2", "f3"], names.DenseValues().Select(name => name.ToString()));
        }
    }

    [Fact]
    public void Mlnets_evaluator_accepts_the_columns()
    {
        var view = Table.View(_context, Tiny.Rows(200));
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(_path).Fit(view);

        var metrics = _context.AnomalyDetection.Evaluate(transformer.Transform(view), labelColumnName: "Label", falsePositiveCount: 5);

        Assert.InRange(metrics.AreaUnderRocCurve, 0.3, 0.7);
    }

    [Fact]
    public void The_chosen_device_is_logged()
    {
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);

        _context.Transforms.DetectAnomaliesWithVae(_path, new VaeScoringOptions { Model = new() { Device = VaeDevice.Cpu } }).Fit(Table.View(_context, Tiny.Rows(1))).Dispose();

        Assert.Contains(messages, message => message.Contains("The detector runs on Cpu.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_input_column_is_named()
    {
        var view = Table.View(_context, Tiny.Rows(1));
        var estimator = _context.Transforms.DetectAnomaliesWithVae(_path, "Sensors");
        const string Message = "Input column 'Sensors' must be in the data; got columns 'Features', 'Number', 'Label', 'Name', 'When', 'Words', 'Key', 'Weight'.";

        Assert.StartsWith(Message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(view)).Message, StringComparison.Ordinal);
        Assert.StartsWith(Message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShapes.Of(view.Schema))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_column_of_another_size_is_refused()
    {
        File.WriteAllBytes(_path, (Tiny with { Features = 5 }).Bytes());
        var estimator = _context.Transforms.DetectAnomaliesWithVae(_path);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(Table.View(_context, Tiny.Rows(1))));

        Assert.StartsWith(
            $"Input column 'Features' must be a vector of 5 single- or double-precision values, as model '{_path}' requires; got Vector<Single, 4>. Check the columns passed to Concatenate.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Number", "Int32")]
    [InlineData("Words", "Vector<String>")]
    public void An_input_column_of_another_kind_is_refused(string column, string type)
    {
        var view = Table.View(_context, Tiny.Rows(1));
        var estimator = _context.Transforms.DetectAnomaliesWithVae(_path, column);

        Assert.StartsWith($"Input column '{column}' must be a vector", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShapes.Of(view.Schema))).Message, StringComparison.Ordinal);
        Assert.Contains($"got {type}", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(view)).Message, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Describe(SchemaShape shape) => shape.Select(column =>
        $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} [{string.Join(", ", column.Annotations.Select(annotation => $"{annotation.Name} {annotation.Kind} {annotation.ItemType}"))}]").Order();
}
