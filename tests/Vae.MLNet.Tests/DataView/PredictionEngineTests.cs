using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.DataView;

public sealed class PredictionEngineTests : IDisposable
{
    private static readonly TinyModel Tiny = new();

    private readonly MLContext _context = new(seed: 1);
    private readonly VaeModel _model = Tiny.Load();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Every_output_has_the_bits_of_the_model()
    {
        var features = Tiny.Rows(50);
        var expected = _model.Score(features);
        using var engine = Engine<Scored>();

        for (var row = 0; row < 50; row++)
        {
            var scored = engine.Predict(Table.Row(row, features.AsSpan(row * 4, 4)));

            Assert.Equal(
                (expected.Score[row], expected.PredictedLabel[row], expected.PValue[row], expected.ReconstructionError[row], expected.KlDivergence[row]),
                (scored.Score, scored.PredictedLabel, scored.PValue, scored.ReconstructionError, scored.KlDivergence));
            Assert.Equal(_model.FeatureErrors(features.AsSpan(row * 4, 4)), scored.FeatureErrors);
            Assert.Equal(_model.Reconstruct(features.AsSpan(row * 4, 4)), scored.Reconstruction);
            Assert.Equal(_model.Encode(features.AsSpan(row * 4, 4)), scored.LatentMean);
            Assert.Equal($"row {row}", scored.Name);
        }
    }

    [Fact]
    public void A_prediction_allocates_nothing_beyond_what_mlnet_does()
    {
        using var engine = Engine<JustTheScore>();
        var (row, answer) = (Table.Row(1, [1, 2, 3, 4]), new JustTheScore());
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
        Assert.Equal(25, answer.Score);
    }

    [Fact]
    public void Engines_work_inside_chains()
    {
        var features = Tiny.Rows(100);
        var view = Table.View(_context, features);
        var chain = _context.Transforms.NormalizeMinMax("Features")
            .Append(_context.Transforms.DetectAnomaliesWithVae(_model, new()))
            .Append(_context.Transforms.CopyColumns("Anomaly", "Score"))
            .Fit(view);
        var expected = chain.Transform(view).GetColumn<float>("Anomaly").ToArray();
        using var engine = _context.Model.CreatePredictionEngine<Table, ChainOutput>(chain);

        Assert.Equal(expected, Table.Rows(features).Select(row => engine.Predict(row).Anomaly));
    }

    [Fact]
    public void An_engine_that_is_disposed_leaves_the_transformer_to_others()
    {
        var transformer = Transformer();
        var other = _context.Model.CreatePredictionEngine<Table, JustTheScore>(transformer);
        float Predict()
        {
            using var engine = _context.Model.CreatePredictionEngine<Table, JustTheScore>(transformer);   // owns it, as ML.NET has it
            return engine.Predict(Table.Row(0, [0, 0, 0, 3])).Score;
        }

        Assert.Equal([9, 9, 9], Enumerable.Range(0, 3).Select(_ => Predict()));
        Assert.Equal(9, other.Predict(Table.Row(0, [0, 0, 0, 3])).Score);
        Assert.Equal([9f], transformer.Model.Score([0, 0, 0, 3]).Score);
        other.Dispose();
        Assert.Equal(9, Predict());
    }

    [Fact]
    public void Engines_that_are_disposed_while_others_predict_change_no_score()
    {
        var transformer = Transformer();
        Parallel.For(0, 8, thread =>
        {
            for (var round = 0; round < 10; round++)
            {
                using var engine = _context.Model.CreatePredictionEngine<Table, JustTheScore>(transformer);
                Assert.All(Enumerable.Range(0, 5), value => Assert.Equal(value * value, engine.Predict(Table.Row(0, [0, 0, 0, value])).Score));
            }
        });
    }

    private VaeAnomalyTransformer Transformer() =>
        _context.Transforms.DetectAnomaliesWithVae(_model, new()).Fit(Table.View(_context, Tiny.Rows(1)));

    private PredictionEngine<Table, TOut> Engine<TOut>()
        where TOut : class, new() => _context.Model.CreatePredictionEngine<Table, TOut>(Transformer());

    private sealed class JustTheScore
    {
        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class ChainOutput
    {
        public float Anomaly { get; set; }
    }
}
