using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.MLNet.Friend;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

public sealed class VaeTrainerTests : IDisposable
{
    private static readonly VaeTrainingOptions Quick = Run.Quick with { Steps = 20 };

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("Pump")]
    public void The_promised_schema_is_the_real_one(string prefix)
    {
        var view = Named(120);
        var trainer = _context.AnomalyDetection.Trainers.Vae(new VaeScoringOptions { OutputColumnPrefix = prefix }, Quick);

        var promised = trainer.GetOutputSchema(SchemaShapes.Of(view.Schema));
        using var transformer = trainer.Fit(view);

        Assert.Equal(Describe(SchemaShapes.Of(transformer.GetOutputSchema(view.Schema))), Describe(promised));
        Assert.Equal(VaeOutputs.All.Where(output => output.Modality != VaeModality.Image).Sum(output => output.Words is null ? 1 : 2), promised.Count - view.Schema.Count);
    }

    [Fact]
    public void The_columns_know_the_names_of_the_features()
    {
        using var transformer = _context.AnomalyDetection.Trainers.Vae(options: Quick).Fit(Named(120));
        var scored = transformer.Transform(Named(10));
        VBuffer<ReadOnlyMemory<char>> names = default;

        scored.Schema["FeatureErrors"].GetSlotNames(ref names);

        Assert.Equal(Samples.PlainColumns.Select(column => column.Name), names.DenseValues().Select(name => name.ToString()));
        Assert.Equal(Samples.PlainColumns.Select(column => column.Name), transformer.Model.Info.FeatureNames);
    }

    [Fact]
    public void Fitting_is_the_same_as_training_on_the_rows()
    {
        using var transformer = _context.AnomalyDetection.Trainers.Vae(options: Quick).Fit(Named(120));
        using var model = VaeTraining.Train(Samples.Plain(120), Quick).OpenModel();

        Assert.Equal(model.Score(Samples.PlainRows(50, seed: 2)).Score, transformer.Transform(Named(50, seed: 2)).GetColumn<float>("Score"));
    }

    [Fact]
    public void Of_more_rows_than_memory_holds_a_sample_trains()
    {
        // 65,536 bytes are 3,276 rows of five features.
        using var transformer = _context.AnomalyDetection.Trainers.Vae(options: Quick with { Steps = 2, MemoryBytes = 65_536 }).Fit(Named(4000));

        Assert.Equal(3276, transformer.Model.Info.TrainingRows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_can_be_abandoned_while_the_rows_are_read(bool byName)
    {
        using var cancellation = new CancellationTokenSource();
        var read = 0;
        IEnumerable<SlowRow> Rows()
        {
            for (; ; read++)
            {
                if (read == 1000)
                {
                    cancellation.Cancel();
                }

                Assert.True(read < 100_000, "It goes on reading.");
                yield return new() { Value = read % 17 };
            }
        }

        var view = _context.Data.LoadFromEnumerable(Rows());
        var vectors = _context.Transforms.Concatenate("Features", "Value").Fit(view).Transform(view);
        var trainer = byName
            ? _context.AnomalyDetection.Trainers.Vae([nameof(SlowRow.Value)], Quick, cancellation: cancellation.Token)
            : _context.AnomalyDetection.Trainers.Vae(options: Quick, cancellation: cancellation.Token);

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(byName ? view : vectors));
        Assert.InRange(read, 1000, 2000);
    }

    [Fact]
    public void It_goes_on_from_a_checkpoint()
    {
        var checkpoint = new VaeCheckpointOptions { Path = _folder.File("c"), Interval = TimeSpan.Zero, Resume = true };
        using var stop = new CancellationTokenSource();
        VaeAnomalyTransformer Fit(VaeTrainingOptions options, CancellationToken stop = default, Action<VaeTrainingProgress>? report = null) =>
            _context.AnomalyDetection.Trainers.Vae(options: options, progress: new Reports(report ?? (_ => { })), stop: stop).Fit(Named(120));
        using var whole = Fit(Quick);
        using var stopped = Fit(Quick with { Checkpoint = checkpoint }, stop.Token, _ => stop.Cancel());
        using var resumed = Fit(Quick with { Checkpoint = checkpoint });

        Assert.True(stopped.Model.Info.Steps < 20);
        Assert.Equal(whole.Model.Score(Samples.PlainRows(50, seed: 2)).Score, resumed.Model.Score(Samples.PlainRows(50, seed: 2)).Score);
    }

    [Fact]
    public void Inside_a_chain_it_sees_what_stands_before_it()
    {
        var view = Named(120);
        var chain = _context.Transforms.NormalizeMinMax("Features").Append(_context.AnomalyDetection.Trainers.Vae(options: Quick)).Append(_context.Transforms.CopyColumns("Anomaly", "Score"));

        var fitted = chain.Fit(view);
        var scored = fitted.Transform(view);

        Assert.All(scored.GetColumn<float[]>("Reconstruction"), row => Assert.All(row, value => Assert.InRange(value, -3, 3)));
        Assert.Equal(scored.GetColumn<float>("Score"), scored.GetColumn<float>("Anomaly"));
        var metrics = _context.AnomalyDetection.Evaluate(scored, "Label", falsePositiveCount: 5);
        Assert.InRange(metrics.AreaUnderRocCurve, 0.3, 0.7);
    }

    [Fact]
    public void A_fresh_process_that_knows_no_training_gets_the_same_bits()
    {
        var view = Named(120);
        var (zip, rows) = (_folder.File("model.zip"), _folder.File("rows.idv"));
        var fitted = _context.Transforms.NormalizeMinMax("Features").Append(_context.AnomalyDetection.Trainers.Vae(options: Quick)).Fit(view);
        _context.Model.Save(fitted, view.Schema, zip);
        using (var stream = File.Create(rows))
        {
            _context.Data.SaveAsBinary(view, stream);
        }

        var (code, output, errors) = Command.Run("dotnet", [Repository.ScoreOnly, zip, rows]);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            fitted.Transform(view).GetColumn<float>("Score"),
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => float.Parse(line, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Sixteen_threads_get_the_answers_of_one()
    {
        using var model = Run.Mixed().Vae.OpenModel();
        var rows = Samples.OddRows(1500);
        var view = FeatureRow.View(_context, rows, 10);
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(view);
        var expected = transformer.Transform(view).GetColumn<float>("Score").ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => transformer.Transform(view).GetColumn<float>("Score").ToArray())));

        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Fact]
    public void Progress_and_a_stop_reach_the_run()
    {
        using var stop = new CancellationTokenSource();
        var reports = 0;
        var trainer = _context.AnomalyDetection.Trainers.Vae(
            options: Quick with { Steps = 2000 },
            progress: new Reports(_ =>
            {
                reports++;
                stop.Cancel();
            }),
            stop: stop.Token);

        using var transformer = trainer.Fit(Named(60));

        Assert.Equal(2, reports);
        Assert.Equal(101, transformer.Model.Info.Steps);
    }

    [Fact]
    public void A_run_can_be_abandoned()
    {
        using var cancellation = new CancellationTokenSource();
        var trainer = _context.AnomalyDetection.Trainers.Vae(
            options: Quick with { Steps = 2000 }, progress: new Reports(_ => cancellation.Cancel()), cancellation: cancellation.Token);

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Named(60)));
    }

    [Fact]
    public void The_run_is_logged()
    {
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);

        _context.AnomalyDetection.Trainers.Vae(options: Quick).Fit(Named(60)).Dispose();

        Assert.Contains(messages, message => message.Contains("Trained on 60 rows in ", StringComparison.Ordinal) && message.Contains(" s, 20 steps; validation ELBO ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_without_any_value_is_named_in_the_log()
    {
        // As ML.NET's loader reads "1,5" where it expects "1.5".
        var messages = new List<string>();
        _context.Log += (_, log) => messages.Add(log.Message);
        var random = new Random(1);
        var rows = Enumerable.Range(0, 60).Select(_ => new { Filled = Samples.Normal(random), Price = float.NaN, Gaps = random.Next(2) == 0 ? float.NaN : 1f });

        _context.AnomalyDetection.Trainers.Vae(columnNames: ["Filled", "Price", "Gaps"], options: Quick).Fit(_context.Data.LoadFromEnumerable(rows)).Dispose();

        var empty = Assert.Single(messages, message => message.Contains("holds no value in any row", StringComparison.Ordinal));
        Assert.Contains("Column 'Price'", empty, StringComparison.Ordinal);
        Assert.Contains("DecimalMarker", empty, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_options_are_refused_before_any_data_is_read()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.Trainers.Vae(options: new() { Steps = 0 }));
        Assert.Throws<ArgumentException>(() => _context.AnomalyDetection.Trainers.Vae(""));
    }

    [Fact]
    public void Only_the_outputs_that_were_asked_for_become_columns_as_promised()
    {
        var view = Named(60);
        var trainer = _context.AnomalyDetection.Trainers.Vae(new VaeScoringOptions { Outputs = [VaeOutputs.PValue, VaeOutputs.Score] }, Quick);

        using var transformer = trainer.Fit(view);

        Assert.Equal(Describe(SchemaShapes.Of(transformer.GetOutputSchema(view.Schema))), Describe(trainer.GetOutputSchema(SchemaShapes.Of(view.Schema))));
        Assert.Equal([VaeOutputs.Score, VaeOutputs.PValue], transformer.Outputs);
    }

    [Fact]
    public void An_output_that_such_models_do_not_give_is_refused_before_training()
    {
        var error = Assert.Throws<ArgumentException>(() => _context.AnomalyDetection.Trainers.Vae(new VaeScoringOptions { Outputs = [VaeOutputs.Heatmap] }, Quick));

        Assert.StartsWith("Output 'Heatmap' must be one that a model of tables gives: Score, PredictedLabel,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_input_column_is_named()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.Trainers.Vae("Sensors", Quick).Fit(Named(20)));

        Assert.StartsWith("Input column 'Sensors' must be in the data; got columns 'speed', 'load', 'heat', 'current', 'noise', 'Label', 'Features'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_may_stand_in_one_object()
    {
        var names = Samples.PlainColumns.Select(column => column.Name).ToArray();
        var options = new VaeTrainerOptions { ColumnNames = names, Training = Quick, Scoring = new() { OutputColumnPrefix = "Pump" } };
        var one = _context.AnomalyDetection.Trainers.Vae(options).Fit(Named(60));
        var other = _context.AnomalyDetection.Trainers.Vae(names, Quick).Fit(Named(60));
        var vector = _context.AnomalyDetection.Trainers.Vae(new VaeTrainerOptions { FeatureColumnName = "Features", Training = Quick }).Fit(Named(60));
        Assert.Equal(other.Transform(Named(30)).GetColumn<float>("Score"), one.Transform(Named(30)).GetColumn<float>("PumpScore"));
        Assert.Equal("Features", vector.InputColumnName);
        Assert.Throws<ArgumentException>(() => _context.AnomalyDetection.Trainers.Vae(options with { FeatureColumnName = "Features" }));
        Assert.Throws<ArgumentException>(() => _context.AnomalyDetection.Trainers.Vae(options with { ColumnNames = [], FeatureColumnName = "A", Scoring = new() { InputColumnName = "B" } }));
    }

    [Fact]
    public void A_vector_of_doubles_trains_and_scores_as_the_same_singles_do()
    {
        var rows = Samples.PlainRows(60);
        var singles = _context.Data.LoadFromEnumerable(rows.Chunk(5).Select(row => new Singles { Features = row }).ToArray());
        var doubles = _context.Data.LoadFromEnumerable(rows.Chunk(5).Select(row => new Doubles { Features = [.. row.Select(value => (double)value)] }).ToArray());
        var trainer = _context.AnomalyDetection.Trainers.Vae(options: Quick);
        trainer.GetOutputSchema(SchemaShapes.Of(doubles.Schema));
        using var ofSingles = trainer.Fit(singles);
        using var ofDoubles = trainer.Fit(doubles);
        var expected = ofSingles.Transform(singles).GetColumn<float>("Score").ToArray();
        Assert.Equal(expected, ofDoubles.Transform(doubles).GetColumn<float>("Score"));
        Assert.Equal(expected, ofSingles.Transform(doubles).GetColumn<float>("Score"));
        Assert.Equal(rows, ofDoubles.Transform(doubles).GetColumn<double[]>("Features").SelectMany(row => row).Select(value => (float)value));
    }

    [Fact]
    public void Training_and_scoring_refuse_a_column_in_the_same_words()
    {
        var whole = _context.Data.LoadFromEnumerable(new[] { new Wholes { Features = [1, 2, 3, 4, 5] } });
        var trainer = _context.AnomalyDetection.Trainers.Vae(options: Quick);
        using var trained = trainer.Fit(Named(60));
        const string Got = "got Vector<Int32, 5>. Convert it with Conversion.ConvertType to DataKind.Single.";
        var fit = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(whole)).Message;
        Assert.StartsWith($"Input column 'Features' must be a vector of single- or double-precision values, of known size; {Got}", fit, StringComparison.Ordinal);
        Assert.StartsWith(
            "Input column 'Features' must be a vector of single- or double-precision values, of known size; got ",
            Assert.Throws<ArgumentOutOfRangeException>(() => trainer.GetOutputSchema(SchemaShapes.Of(whole.Schema))).Message, StringComparison.Ordinal);
        var score = Assert.Throws<ArgumentOutOfRangeException>(() => trained.Transform(whole)).Message;
        Assert.StartsWith("Input column 'Features' must be a vector of 5 single- or double-precision values, as model '", score, StringComparison.Ordinal);
        Assert.Contains(Got, score, StringComparison.Ordinal);
    }

    /// <summary>Plain rows whose features have names, and a label that means nothing.</summary>
    private IDataView Named(int rows, int seed = 1)
    {
        var table = _context.Data.LoadFromEnumerable(Samples.PlainRows(rows, seed).Chunk(5).Select((row, i) => new Measurement
        {
            speed = row[0], load = row[1], heat = row[2], current = row[3], noise = row[4], Label = i % 7 == 0 ? 1 : 0,
        }).ToArray());
        return _context.Transforms.Concatenate("Features", [.. Samples.PlainColumns.Select(column => column.Name)]).Fit(table).Transform(table);
    }

    private static IEnumerable<string> Describe(SchemaShape shape) => shape.Select(column =>
        $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} [{string.Join(", ", column.Annotations.Select(annotation => $"{annotation.Name} {annotation.Kind} {annotation.ItemType}"))}]").Order();

    private sealed class Measurement
    {
        public float speed { get; set; }

        public float load { get; set; }

        public float heat { get; set; }

        public float current { get; set; }

        public float noise { get; set; }

        public float Label { get; set; }
    }

    private sealed class Singles
    {
        [VectorType(5)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Doubles
    {
        [VectorType(5)]
        public double[] Features { get; set; } = [];
    }

    private sealed class Wholes
    {
        [VectorType(5)]
        public int[] Features { get; set; } = [];
    }

    private sealed class SlowRow
    {
        public float Value { get; set; }
    }
}
