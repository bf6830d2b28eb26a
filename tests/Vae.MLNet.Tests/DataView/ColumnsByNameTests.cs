using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Friend;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.DataView;

/// <summary>A model reads its own columns from data, by their names.</summary>
public sealed class ColumnsByNameTests : IDisposable
{
    /// <summary>Two numbers, a text of three categories: five features.</summary>
    private static readonly TinyModel Tiny = new() { Features = 5, Columns = [new("Pressure"), new("IsOpen"), new("Kind", ["a", "b c", "É"])] };

    private static readonly string[] Kinds = ["É", "a", "b c", "other", ""];

    private static readonly string[] Keys = ["É", "z", "a", "b c"];

    private readonly MLContext _context = new(seed: 1);
    private readonly VaeModel _model = Tiny.Load();
    private readonly List<string> _messages = [];

    public ColumnsByNameTests() => _context.Log += (_, log) => _messages.Add(log.Message);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Numbers_flags_and_texts_become_the_models_features()
    {
        Row[] rows =
        [
            new() { Pressure = 3, IsOpen = true, Kind = "a" }, new() { Pressure = 4, Kind = " b c " }, new() { Kind = "É" }, new() { Kind = "unseen" },
            new() { Kind = "" }, new() { Kind = "nan" },
        ];
        var view = _context.Data.LoadFromEnumerable(rows);
        using var transformer = Detector().Fit(view);

        Assert.Null(transformer.InputColumnName);
        Assert.Equal([[3, 1], [4, 0], [0, 0], [0, 0]], transformer.Transform(view).GetColumn<float[]>("LatentMean").Take(4));
        Assert.Equal(
            [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0], [float.NaN, float.NaN, float.NaN], [float.NaN, float.NaN, float.NaN]],
            transformer.Transform(view).GetColumn<float[]>("FeatureErrors").Select(row => row[2..]));
    }

    [Fact]
    public void It_is_said_once_what_is_read()
    {
        var view = _context.Data.LoadFromEnumerable([new Row()]);
        using var transformer = Detector().Fit(view);
        Assert.Single(transformer.Transform(view).GetColumn<float>("Score"));
        using var engine = _context.Model.CreatePredictionEngine<Row, Verdict>(transformer);

        Assert.Single(_messages, message => message.Contains("The features are the model's own columns, found by name: 'Pressure', 'IsOpen', 'Kind'.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_numeric_type_is_a_number_and_rounded_once()
    {
        var view = _context.Data.LoadFromEnumerable([
            new Numbers { Single = 1.5f, Double = 16777217.000000002, SByte = -1, Int16 = -2, Int32 = 16777217, Int64 = (1L << 60) + 1, Byte = 255, UInt16 = 65535, UInt32 = uint.MaxValue, UInt64 = ulong.MaxValue, Boolean = true },
            new Numbers { Double = double.NaN },
        ]);
        using var model = new TinyModel { Features = 11, Latent = 11, Columns = [.. view.Schema.Select(column => new VaeColumn(column.Name))] }.Load();
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(view);

        var rows = transformer.Transform(view).GetColumn<float[]>("Reconstruction").ToArray();

        Assert.Equal([1.5f, 16777218, -1, -2, 16777216, 1152921504606846976, 255, 65535, 4294967296, 18446744073709551616f, 1], rows[0]);
        Assert.All(rows[1], value => Assert.True(float.IsNaN(value)));   // not a number times nought is none
    }

    [Fact]
    public void Keys_are_read_by_the_texts_behind_them_whatever_their_order()
    {
        var view = _context.Data.LoadFromEnumerable(Kinds.Select(kind => new Row { Kind = kind }));
        var known = _context.Transforms.Conversion.MapValueToKey("Kind", keyData: _context.Data.LoadFromEnumerable(Keys.Select(key => new Key { Value = key }))).Fit(view).Transform(view);
        using var transformer = Detector().Fit(known);

        Assert.Equal(
            [[0, 0, 1], [1, 0, 0], [0, 1, 0], [float.NaN, float.NaN, float.NaN], [float.NaN, float.NaN, float.NaN]],
            transformer.Transform(known).GetColumn<float[]>("FeatureErrors").Select(row => row[2..]));
    }

    [Fact]
    public void A_missing_column_is_named_with_those_there_are()
    {
        const string Message = "Input column 'IsOpen' must be in the data, as model 'tiny.onnx' reads its columns by name; got columns 'Pressure', 'Kind'. "
            + "Rename the data's columns, or name a vector column that holds the features.";
        var view = _context.Transforms.SelectColumns("Pressure", "Kind").Fit(Rows()).Transform(Rows());

        Assert.StartsWith(Message, Assert.Throws<ArgumentOutOfRangeException>(() => Detector().Fit(view)).Message, StringComparison.Ordinal);
        Assert.StartsWith(Message, Assert.Throws<ArgumentOutOfRangeException>(() => Detector().GetOutputSchema(SchemaShapes.Of(view.Schema))).Message, StringComparison.Ordinal);
        using var transformer = Detector().Fit(Rows());
        Assert.StartsWith(Message, Assert.Throws<ArgumentOutOfRangeException>(() => transformer.Transform(view)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Input columns 'Pressure', 'IsOpen', 'Kind' must be in the data",
            Assert.Throws<ArgumentOutOfRangeException>(() => _context.Model.CreatePredictionEngine<Key, Verdict>(transformer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrongly_typed_columns_are_each_named_with_their_types()
    {
        var view = _context.Data.LoadFromEnumerable([new Wrong()]);
        string[] messages =
        [
            "Input column 'Pressure' must be a number, or true and false, as in model 'tiny.onnx'; got String.",
            "Input column 'IsOpen' must be a number, or true and false, as in model 'tiny.onnx'; got DateTime.",
            "Input column 'Kind' must be text, or a key whose values are text, as in model 'tiny.onnx'; got ",
        ];

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Detector().Fit(view)).Message;
        var ofShape = Assert.Throws<ArgumentOutOfRangeException>(() => Detector().GetOutputSchema(SchemaShapes.Of(view.Schema))).Message;

        Assert.All(messages, message => Assert.Contains(message, error, StringComparison.Ordinal));
        Assert.Contains("Key<UInt32, 0-4> without the texts behind it", error, StringComparison.Ordinal);
        Assert.All(messages, message => Assert.Contains(message[..60], ofShape, StringComparison.Ordinal));
    }

    [Fact]
    public void The_promised_schema_is_the_real_one()
    {
        var promised = Detector().GetOutputSchema(SchemaShapes.Of(Rows().Schema));
        using var transformer = Detector().Fit(Rows());

        Assert.Equal(
            SchemaShapes.Of(transformer.GetOutputSchema(Rows().Schema)).Select(column => (column.Name, column.Kind, column.ItemType)).Order(),
            promised.Select(column => (column.Name, column.Kind, column.ItemType)).Order());
    }

    [Fact]
    public void A_vector_that_can_hold_the_features_comes_before_columns_and_any_other_after_them()
    {
        var both = _context.Transforms.CopyColumns("Features", "Vector").Fit(Rows()).Transform(Rows());
        var small = _context.Transforms.Concatenate("Features", "Pressure").Fit(Rows()).Transform(Rows());
        using var vector = Detector().Fit(both);
        using var columns = Detector().Fit(small);

        Assert.Equal("Features", vector.InputColumnName);
        Assert.Null(columns.InputColumnName);
        Assert.All(vector.Transform(both).GetColumn<float>("Score"), score => Assert.Equal(75, score));
    }

    [Fact]
    public void The_input_is_read_once_and_each_cell_once_though_some_are_passed_through()
    {
        const int Count = 900;
        var watched = new WatchedDataView(_context.Data.LoadFromEnumerable(Enumerable.Range(0, Count).Select(number => new Row { Pressure = number, Kind = "a" })));
        using var transformer = Detector().Fit(watched);

        var scored = _context.Data.CreateEnumerable<Passed>(transformer.Transform(watched), reuseRowObject: false).ToArray();

        Assert.Equal(Enumerable.Range(0, Count).Select(number => ((float)number, "a", 1f)), scored.Select(row => (row.Pressure, row.Kind, row.Score)));
        Assert.Equal((1, 1, Count), (watched.CursorsOpened, watched.CursorsDisposed, watched.RowsMoved));
        Assert.Equal(Count * 3, watched.ValuesRead);
    }

    [Fact]
    public void The_scores_are_those_of_the_encoder()
    {
        var (random, encoder) = (new Random(3), new VaeFeatureEncoder(_model.Info.Columns));
        Row[] rows = [.. Enumerable.Range(0, 3000).Select(_ => new Row { Pressure = random.NextSingle(), IsOpen = random.Next(2) > 0, Kind = Kinds[random.Next(5)] })];
        var features = new float[rows.Length * 5];
        for (var row = 0; row < rows.Length; row++)
        {
            var own = features.AsSpan(row * 5, 5);
            encoder.EncodeNumber(0, rows[row].Pressure, own);
            encoder.EncodeNumber(1, rows[row].IsOpen ? 1 : 0, own);
            encoder.EncodeText(2, rows[row].Kind, own);
        }

        var view = _context.Data.LoadFromEnumerable(rows);
        using var transformer = Detector().Fit(view);
        using var engine = _context.Model.CreatePredictionEngine<Row, Verdict>(transformer);
        var expected = _model.Score(features).Score;

        Assert.Equal(expected, transformer.Transform(view).GetColumn<float>("Score"));
        Assert.Equal(expected.Take(100), rows.Take(100).Select(row => engine.Predict(row).Score));
    }

    [Fact]
    public void Encoding_and_reconstructing_read_columns_by_name_too()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("tiny.onnx"), Tiny.Bytes());
        using var encoder = _context.Transforms.EncodeWithVae(folder.File("tiny.onnx")).Fit(Rows());
        using var reconstruction = _context.Transforms.ReconstructWithVae(folder.File("tiny.onnx")).Fit(Rows());

        Assert.Equal([2, 1], encoder.Transform(Rows()).GetColumn<float[]>("LatentMean").First());
        Assert.Equal([2, 1, 0, 0, 0], reconstruction.Transform(Rows()).GetColumn<float[]>("Reconstruction").First());
    }

    [Fact]
    public void A_prediction_on_numbers_by_name_allocates_nothing_beyond_what_mlnet_does()
    {
        using var model = new TinyModel { Columns = [new("Single"), new("Double"), new("Int32"), new("Boolean")] }.Load();
        var view = _context.Data.LoadFromEnumerable([new Numbers()]);
        using var engine = _context.Model.CreatePredictionEngine<Numbers, Verdict>(_context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(view));
        var (row, answer) = (new Numbers { Single = 1, Double = 2, Int32 = 3, Boolean = true }, new Verdict());
        long before = 0;
        for (var call = 0; call < 200; call++)
        {
            if (call == 100)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            engine.Predict(row, ref answer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10, answer.Score);
    }

    private IDataView Rows() => _context.Data.LoadFromEnumerable([new Row { Pressure = 2, IsOpen = true, Kind = "a", Vector = [0, 0, 5, 5, 5] }]);

    private VaeAnomalyEstimator Detector() => _context.Transforms.DetectAnomaliesWithVae(_model, new());

    private sealed class Row
    {
        public bool IsOpen { get; set; }

        public string Ignored { get; set; } = "";

        public string Kind { get; set; } = "";

        public float Pressure { get; set; }

        [VectorType(5)]
        public float[] Vector { get; set; } = [];
    }

    private sealed class Passed
    {
        public float Pressure { get; set; }

        public string Kind { get; set; } = "";

        public float Score { get; set; }
    }

    private sealed class Numbers
    {
        public float Single { get; set; }

        public double Double { get; set; }

        public sbyte SByte { get; set; }

        public short Int16 { get; set; }

        public int Int32 { get; set; }

        public long Int64 { get; set; }

        public byte Byte { get; set; }

        public ushort UInt16 { get; set; }

        public uint UInt32 { get; set; }

        public ulong UInt64 { get; set; }

        public bool Boolean { get; set; }
    }

    private sealed class Wrong
    {
        public string Pressure { get; set; } = "";

        public DateTime IsOpen { get; set; }

        [KeyType(5)]
        public uint Kind { get; set; }
    }

    private sealed class Key
    {
        public string Value { get; set; } = "";
    }

    private sealed class Verdict
    {
        public float Score { get; set; }
    }
}
