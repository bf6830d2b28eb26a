using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.MLNet.Features;
using Vae.MLNet.Friend;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>Training on a data view's own columns: those that are named, and nothing else.</summary>
public sealed class TrainingByNameTests
{
    private static readonly VaeTrainingOptions Quick = Run.Quick with { Steps = 20 };

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Numbers_texts_flags_and_keys_are_read_in_the_order_of_the_names()
    {
        var view = _context.Transforms.Conversion.MapValueToKey("Key", "Kind").Fit(Three()).Transform(Three());

        var data = VaeTrainingData.FromDataView(view, ["Kind", "Load", "IsOpen", "Key"]);

        Assert.Equal(["Kind", "Load", "IsOpen", "Key"], data.Columns.Select(column => column.Name));
        Assert.Equal(["A", "b"], data.Columns[0].Categories);
        Assert.Equal(["A", "b"], data.Columns[3].Categories);
        Assert.Equal(
            [0, 1, 1.5f, 1, 0, 1, 1, 0, float.NaN, 0, 1, 0, 0, 1, 2.5f, 0, 0, 1, float.NaN, float.NaN, 3, 1, float.NaN, float.NaN],
            data.Features.ToArray());
    }

    [Theory]
    [InlineData(40, 8)]
    [InlineData(400, 100)]
    [InlineData(1 << 20, 100)]
    public void Of_more_rows_than_fit_the_sample_is_the_tools_with_text_and_without(long memoryBytes, int rows)
    {
        var view = Many(rows);
        float[] Sample(int width)
        {
            var kept = Math.Min(rows, memoryBytes / sizeof(float) / width);
            var sample = new SelectionSample(kept, rows, new Random(5));
            return [.. Enumerable.Range(0, rows).Where(_ => sample.TakesNext()).Select(row => (float)row)];
        }

        var numbers = VaeTrainingData.FromDataView(view, ["Load"], memoryBytes, seed: 5);
        var mixed = VaeTrainingData.FromDataView(view, ["Load", "Kind"], memoryBytes, seed: 5);

        Assert.Equal(Sample(1), numbers.Features.ToArray());
        Assert.Equal(Sample(3), mixed.Features.ToArray().Where((_, place) => place % 3 == 0));
    }

    [Fact]
    public void The_transformer_reads_the_same_columns_and_survives_the_zip_in_a_fresh_process()
    {
        var view = Many(150);
        using var folder = new TemporaryFolder();
        using var transformer = Trainer().Fit(view);
        var expected = transformer.Transform(view).GetColumn<float>("Score").ToArray();
        _context.Model.Save(transformer, view.Schema, folder.File("model.zip"));
        using (var stream = File.Create(folder.File("rows.idv")))
        {
            _context.Data.SaveAsBinary(view, stream);
        }

        using var loaded = (VaeAnomalyTransformer)new MLContext().Model.Load(folder.File("model.zip"), out _);
        var (code, output, errors) = Command.Run("dotnet", [Repository.ScoreOnly, folder.File("model.zip"), folder.File("rows.idv")]);

        Assert.Null(loaded.InputColumnName);
        Assert.Equal(expected, loaded.Transform(view).GetColumn<float>("Score"));
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => float.Parse(line, CultureInfo.InvariantCulture)));
        using var engine = new MLContext().Model.CreatePredictionEngine<Row, ScoreRow>(loaded);
        Assert.Equal(expected[3], engine.Predict(new Row { Load = 3, Kind = "b" }).Score, 1e-3f);
    }

    [Fact]
    public void The_promised_schema_is_the_real_one()
    {
        var promised = Trainer().GetOutputSchema(SchemaShapes.Of(Many(60).Schema));
        using var transformer = Trainer().Fit(Many(60));

        Assert.Equal(
            SchemaShapes.Of(transformer.GetOutputSchema(Many(60).Schema)).Select(column => (column.Name, column.Kind, column.ItemType)).Order(),
            promised.Select(column => (column.Name, column.Kind, column.ItemType)).Order());
    }

    [Fact]
    public void Options_of_the_transformer_go_with_the_names()
    {
        using var transformer = _context.AnomalyDetection.Trainers.Vae(["Load", "Kind"], Quick, new() { OutputColumnPrefix = "Pump" }).Fit(Many(60));

        Assert.Equal(60, transformer.Transform(Many(60)).GetColumn<float>("PumpScore").Count());
    }

    [Fact]
    public void Missing_and_useless_columns_are_refused_by_name()
    {
        var shape = SchemaShapes.Of(Three().Schema);

        Assert.StartsWith(
            "Input columns 'Speed', 'Heat' must be in the data to learn from; got columns 'Load', 'Kind', 'IsOpen', 'When'.",
            Assert.Throws<ArgumentOutOfRangeException>(() => VaeTrainingData.FromDataView(Three(), ["Speed", "Load", "Heat"])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Input column 'When' must be a number, true and false, text, or a key whose values are text; got DateTime.",
            Assert.Throws<ArgumentOutOfRangeException>(() => VaeTrainingData.FromDataView(Three(), ["Load", "When"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.Trainers.Vae(["Load", "When"]).GetOutputSchema(shape));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.Trainers.Vae(["Loaded"]).GetOutputSchema(shape));
    }

    [Fact]
    public void Numbers_written_as_text_are_refused_and_as_keys_are_categories()
    {
        var view = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new Row { Kind = $"{i % 3}", Load = i }));
        var keys = _context.Transforms.Conversion.MapValueToKey("Kind").Fit(view).Transform(view);

        Assert.Contains(
            "'Kind' must hold numbers or categories; got numbers written as text",
            Assert.Throws<ArgumentException>(() => VaeTrainingData.FromDataView(view, ["Kind"])).Message,
            StringComparison.Ordinal);
        Assert.Equal(["0", "1", "2"], VaeTrainingData.FromDataView(keys, ["Kind"]).Columns[0].Categories);
    }

    [Fact]
    public void Text_that_is_never_there_is_refused()
    {
        var view = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new Row { Kind = " ", Load = i }));

        Assert.Contains(
            "'Kind' must hold numbers or categories; got not a single text. To leave it out, do not name it.",
            Assert.Throws<ArgumentException>(() => VaeTrainingData.FromDataView(view, ["Load", "Kind"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_makes_no_sense_is_refused_before_any_data_is_read()
    {
        var trainers = _context.AnomalyDetection.Trainers;

        Assert.Contains("got none", Assert.Throws<ArgumentException>(() => trainers.Vae(columnNames: [])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Column 'Load' must be named once; got it 2 times.",
            Assert.Throws<ArgumentException>(() => trainers.Vae(["Load", "Load"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "without an image shape",
            Assert.Throws<ArgumentException>(() => trainers.Vae(["Load"], new() { ImageShape = new(1, 16, 16) })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "without an input column",
            Assert.Throws<ArgumentException>(() => trainers.Vae(["Load"], scoring: new() { InputColumnName = "Features" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_column_of_features_the_error_says_both_ways()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.Trainers.Vae().Fit(Three())).Message;

        Assert.StartsWith(
            "Input column 'Features' must be in the data; got columns 'Load', 'Kind', 'IsOpen', 'When'. Make it with Concatenate, or name the columns to learn from: columnNames.",
            error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vector_in_another_order_than_trained_on_flags_no_more_rows()
    {
        var random = new Random(1);
        var view = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 600).Select(_ => new Reading { pressure = 1000 + random.NextSingle(), temperature = 20 + random.NextSingle() }).ToArray());
        IDataView Vector(params string[] names) => _context.Transforms.Concatenate("Features", names).Fit(view).Transform(view);
        using var transformer = _context.AnomalyDetection.Trainers.Vae(options: Quick).Fit(Vector("pressure", "temperature"));

        Assert.Equal(
            transformer.Transform(Vector("pressure", "temperature")).GetColumn<float>("Score"), transformer.Transform(Vector("temperature", "pressure")).GetColumn<float>("Score"));
    }

    private VaeTrainer Trainer() => _context.AnomalyDetection.Trainers.Vae(["Load", "Kind"], Quick);

    private IDataView Three() => _context.Data.LoadFromEnumerable([
        new Row { Load = 1.5, Kind = "b", IsOpen = true }, new Row { Load = double.NaN, Kind = " A", IsOpen = false }, new Row { Load = 2.5, Kind = "b" }, new Row { Load = 3, Kind = "", IsOpen = true },
    ]);

    private IDataView Many(int rows) =>
        _context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(row => new Row { Load = row, Kind = row % 3 == 0 ? "b" : "a" }).ToArray());

    private sealed class Row
    {
        public double Load { get; set; }

        public string Kind { get; set; } = "";

        public bool IsOpen { get; set; }

        public DateTime When { get; set; }
    }

    private sealed class Reading
    {
        public float pressure { get; set; }

        public float temperature { get; set; }
    }
}
