using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.DataView;

/// <summary>Names that both a model and the slots of a vector have must agree.</summary>
public sealed class SlotNamesTests : IDisposable
{
    private static readonly TinyModel Tiny = Named("pressure", "temperature", "flow", "level");

    private readonly MLContext _context = new(seed: 1);
    private readonly List<string> _messages = [];
    private readonly List<VaeModel> _models = [];

    public SlotNamesTests() => _context.Log += (_, log) => _messages.Add($"{log.Kind}: {log.Message}");

    public void Dispose() => _models.ForEach(model => model.Dispose());

    [Fact]
    public void The_same_names_in_the_same_order_are_taken_as_they_are()
    {
        Assert.Equal(Expected(), Scores(Tiny, Vector("pressure", "temperature", "flow", "level")));
        Assert.Single(_messages, message => message.Contains("Info", StringComparison.Ordinal)
            && message.Contains("The features are column 'Features', whose slots have the model's names in the model's order.", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_order_is_put_right_and_said_once()
    {
        var view = Vector("level", "pressure", "flow", "temperature");
        using var transformer = Detector(Tiny).Fit(view);
        var scored = transformer.Transform(view);

        Assert.Equal(Expected(), scored.GetColumn<float>("Score"));
        Assert.Equal(Readings().Select(row => new[] { row.pressure, row.temperature, 0, 0 }), scored.GetColumn<float[]>("Reconstruction"));
        Assert.Equal(Expected(), transformer.Transform(view).GetColumn<float>("Score"));
        Assert.Single(_messages, message => message.Contains("column 'Features', put into the model's order by the names of its slots.", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_order_is_put_right_where_the_vector_is_passed_through_and_in_a_zip()
    {
        var view = Vector("level", "pressure", "flow", "temperature");
        using var folder = new TemporaryFolder();
        using (var transformer = Detector(Tiny).Fit(view))
        {
            _context.Model.Save(transformer, view.Schema, folder.File("model.zip"));
        }

        using var loaded = (VaeAnomalyTransformer)_context.Model.Load(folder.File("model.zip"), out _);
        var scored = loaded.Transform(view);
        using var cursor = scored.GetRowCursor(scored.Schema);
        var (score, vector, expected) = (cursor.GetGetter<float>(scored.Schema["Score"]), cursor.GetGetter<VBuffer<float>>(scored.Schema["Features"]), Expected());
        for (var row = 0; cursor.MoveNext(); row++)
        {
            var (found, features) = (0f, default(VBuffer<float>));
            score(ref found);
            vector(ref features);
            Assert.Equal((expected[row], Readings()[row].level), (found, features.GetValues()[0]));
        }
    }

    [Fact]
    public void Another_order_is_put_right_in_a_prediction_engine()
    {
        var chain = _context.Transforms.Concatenate("Features", "temperature", "level", "pressure", "flow").Append(Detector(Tiny)).Fit(View());
        using var engine = _context.Model.CreatePredictionEngine<Reading, Verdict>(chain);

        Assert.Equal(Expected(), Readings().Select(row => engine.Predict(row).Score));
    }

    [Fact]
    public void Sparse_vectors_are_put_right_too()
    {
        var schema = WithSlotNames(typeof(Sparse), "level", "pressure", "flow", "temperature");
        var view = _context.Data.LoadFromEnumerable([new Sparse { Features = new VBuffer<float>(4, 1, [3], [0]) }, new Sparse { Features = new VBuffer<float>(4, 1, [9], [1]) }], schema);

        Assert.Equal([9, 0], Scores(Tiny, view));
    }

    [Fact]
    public void A_name_that_is_missing_is_refused_beside_the_one_in_its_place()
    {
        var renamed = _context.Transforms.CopyColumns("humidity", "flow").Append(_context.Transforms.Concatenate("Features", "pressure", "temperature", "humidity", "level")).Fit(View()).Transform(View());

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Detector(Tiny).Fit(renamed));

        Assert.StartsWith(
            "Input column 'Features' must have a slot for every feature of model 'tiny.onnx', by name; got slots without 'flow', but with 'humidity', which the model does not know.",
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pressure,temperature,flow,level,pressure2", "got Vector<Single, 5> with 'pressure2', which the model does not know")]
    [InlineData("pressure,temperature,flow", "got Vector<Single, 3> without 'level'")]
    public void A_vector_of_another_size_says_which_names_are_too_many_or_too_few(string names, string got)
    {
        var more = _context.Transforms.CopyColumns("pressure2", "pressure").Append(_context.Transforms.Concatenate("Features", names.Split(','))).Fit(View()).Transform(View());

        Assert.Contains(got, Assert.Throws<ArgumentOutOfRangeException>(() => Detector(Tiny, "Features").Fit(more)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_share_nothing_with_the_models_are_refused_with_what_to_do()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Detector(Named("p", "t", "f", "l")).Fit(Vector("pressure", "temperature", "flow", "level")));

        Assert.Contains("got slots without 'p', 't', 'f', 'l', but with 'pressure', 'temperature', 'flow', 'level'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Pass the model's columns to Concatenate, under their names; or leave the vector out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_given_twice_takes_the_place_of_a_missing_one()
    {
        Assert.Contains(
            "got slots without 'level'.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Detector(Tiny).Fit(Vector("pressure", "temperature", "flow", "flow"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_vector_without_names_is_matched_by_position_and_says_so_once()
    {
        var view = _context.Data.LoadFromEnumerable(Readings().Select(row => new Nameless { Features = [row.pressure, row.temperature, row.flow, row.level] }));
        using var transformer = Detector(Tiny).Fit(view);

        Assert.Equal(Expected(), transformer.Transform(view).GetColumn<float>("Score"));
        Assert.Equal(Expected(), transformer.Transform(view).GetColumn<float>("Score"));
        Assert.Single(_messages, message => message.Contains("Warning", StringComparison.Ordinal)
            && message.Contains("column 'Features', matched by position: it has no slot names.", StringComparison.Ordinal));
    }

    [Fact]
    public void Slots_without_a_name_among_others_are_matched_by_position_where_the_others_are_in_their_places()
    {
        var view = Partly("pressure", "", "", "level");

        Assert.Equal(Expected(), Scores(Tiny, view));
        Assert.Single(_messages, message => message.Contains("matched by position: not every slot has a name.", StringComparison.Ordinal));
        Assert.Contains(
            "must have feature 'flow' of model 'tiny.onnx' in slot 2, counted from 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => Detector(Tiny).Fit(Partly("", "", "level", ""))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_names_of_its_own_is_matched_by_position()
    {
        Assert.Equal(Expected(), Scores(Named("Feature0", "Feature1", "Feature2", "Feature3"), Vector("pressure", "temperature", "flow", "level")));
        Assert.Single(_messages, message => message.Contains("matched by position: the model has no names of its own", StringComparison.Ordinal));
    }

    private static TinyModel Named(params string[] names) => new() { Columns = [.. names.Select(name => new VaeColumn(name))] };

    private static Reading[] Readings()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 200).Select(_ => new Reading
        {
            pressure = 1000 + random.NextSingle(), temperature = 20 + random.NextSingle(), flow = random.NextSingle(), level = 5 * random.NextSingle(),
        })];
    }

    private static float[] Expected() => [.. Readings().Select(row => Tiny.Score([row.pressure, row.temperature, row.flow, row.level]))];

    private IDataView View() => _context.Data.LoadFromEnumerable(Readings());

    private IDataView Vector(params string[] names) => _context.Transforms.Concatenate("Features", names).Fit(View()).Transform(View());

    /// <summary>A vector whose slots have such names.</summary>
    private IDataView Partly(params string[] names)
    {
        var schema = WithSlotNames(typeof(Nameless), names);
        return _context.Data.LoadFromEnumerable(Readings().Select(row => new Nameless { Features = [row.pressure, row.temperature, row.flow, row.level] }), schema);
    }

    private static SchemaDefinition WithSlotNames(Type row, params string[] names)
    {
        var schema = SchemaDefinition.Create(row);
        var slots = new VBuffer<ReadOnlyMemory<char>>(names.Length, [.. names.Select(name => name.AsMemory())]);
        schema["Features"].AddAnnotation("SlotNames", slots, new VectorDataViewType(TextDataViewType.Instance, names.Length));
        return schema;
    }

    private VaeAnomalyEstimator Detector(TinyModel tiny, string? inputColumnName = null)
    {
        _models.Add(tiny.Load());
        return _context.Transforms.DetectAnomaliesWithVae(_models[^1], new() { InputColumnName = inputColumnName });
    }

    private float[] Scores(TinyModel tiny, IDataView view)
    {
        using var transformer = Detector(tiny).Fit(view);
        return [.. transformer.Transform(view).GetColumn<float>("Score")];
    }

    private sealed class Reading
    {
        public float pressure { get; set; }

        public float temperature { get; set; }

        public float flow { get; set; }

        public float level { get; set; }
    }

    private sealed class Nameless
    {
        [VectorType(4)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Sparse
    {
        [VectorType(4)]
        public VBuffer<float> Features { get; set; }
    }

    private sealed class Verdict
    {
        public float Score { get; set; }
    }
}
