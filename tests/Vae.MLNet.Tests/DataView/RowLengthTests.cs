using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.DataView;

/// <summary>A row's own array may be shorter or longer than its column says. Whatever its length, it is never filled up with what another row left behind.</summary>
public sealed class RowLengthTests : IDisposable
{
    private static readonly TinyModel Tiny = new();

    private readonly MLContext _context = new(seed: 1);
    private readonly VaeModel _model = Tiny.Load(new() { Device = VaeDevice.Cpu, Threads = 2, BatchSize = 16 });

    /// <summary>Rows as programs pass them: of the right length, without any value, and of a wrong length.</summary>
    private static readonly Gen<float[]?> AnyRow = Gen.Frequency(
        (6, Gen.Float[-9, 9].Array[Tiny.Features].Select(row => (float[]?)row)),
        (2, Gen.Bool.Select(isNull => isNull ? null : Array.Empty<float>())),
        (2, Gen.Int[1, 9].Where(length => length != Tiny.Features).SelectMany(length => Gen.Float[-9, 9].Array[length]).Select(row => (float[]?)row)));

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void No_prediction_depends_on_another_row(int threads)
    {
        var transformer = Transformer();
        AnyRow.Array[1, 40].Array[threads].Sample(
            sequences => Parallel.ForEach(sequences, new ParallelOptions { MaxDegreeOfParallelism = threads }, sequence =>
            {
                using var engine = _context.Model.CreatePredictionEngine<Row, Result>(transformer, new PredictionEngineOptions { OwnsTransformer = false });
                foreach (var row in sequence)
                {
                    CheckAlone(row, () => engine.Predict(new Row { Features = row }));
                }
            }),
            iter: 60, seed: "0N0XIzNsQ0O2", threads: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void No_row_of_a_cursor_depends_on_another(int threads)
    {
        var transformer = Transformer();
        AnyRow.Array[1, 60].Array[threads].Sample(
            sequences => Parallel.ForEach(sequences, new ParallelOptions { MaxDegreeOfParallelism = threads }, sequence =>
            {
                var scored = transformer.Transform(_context.Data.LoadFromEnumerable(sequence.Select(row => new Row { Features = row })));
                using var results = _context.Data.CreateEnumerable<Result>(scored, reuseRowObject: false).GetEnumerator();
                foreach (var row in sequence)
                {
                    if (!CheckAlone(row, () => results.MoveNext() ? results.Current : throw new InvalidOperationException("A row is missing.")))
                    {
                        return;   // a cursor ends with its first error
                    }
                }

                Assert.False(results.MoveNext());
            }),
            iter: 60, seed: "0N0XIzNsQ0O2", threads: 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void A_row_without_an_array_has_no_value_and_is_never_normal(int? length)
    {
        using var engine = Engine();
        engine.Predict(new Row { Features = [9, 9, 9, 9] });

        var result = engine.Predict(new Row { Features = length is null ? null : new float[length.Value] });

        Assert.True(float.IsNaN(result.Score));
        Assert.True(result.PredictedLabel);
    }

    [Fact]
    public void A_wrong_length_is_an_error_that_names_both_lengths()
    {
        using var engine = Engine();
        engine.Predict(new Row { Features = [0, 0, 0, 0] });

        var error = Assert.Throws<ArgumentException>(() => engine.Predict(new Row { Features = [1, 2, 3] }));

        Assert.Equal(
            "Row 2 must hold 4 values in column 'Features'; got 3. Pass NaN for each missing value, or no array for a row without any.", error.Message);
        Assert.Equal(25, engine.Predict(new Row { Features = [1, 2, 3, 4] }).Score);
    }

    [Fact]
    public void Images_in_vectors_are_held_to_their_length_too()
    {
        using var model = new TinyModel { Features = 12, InputShape = [3, 2, 2] }.Load();
        var transformer = _context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(_context.Data.LoadFromEnumerable(new Picture[1]));
        using var engine = _context.Model.CreatePredictionEngine<Picture, Result>(transformer);
        engine.Predict(new Picture { Features = [.. Enumerable.Repeat(9f, 12)] });

        Assert.True(float.IsNaN(engine.Predict(new Picture()).Score));
        Assert.Contains("must hold 12 values in column 'Features'; got 4.", Assert.Throws<ArgumentException>(() => engine.Predict(new Picture { Features = new float[4] })).Message, StringComparison.Ordinal);
    }

    /// <summary>Checks a result against the row itself; false where the row is one that ends a cursor.</summary>
    private static bool CheckAlone(float[]? row, Func<Result> score)
    {
        if (row is { Length: > 0 } && row.Length != Tiny.Features)
        {
            Assert.Contains(
                FormattableString.Invariant($"must hold {Tiny.Features} values in column 'Features'; got {row.Length}."), Assert.Throws<ArgumentException>(score).Message, StringComparison.Ordinal);
            return false;
        }

        var result = score();
        Assert.Equal(row is { Length: > 0 } ? Tiny.Score(row) : float.NaN, result.Score);
        return true;
    }

    private VaeAnomalyTransformer Transformer() => _context.Transforms.DetectAnomaliesWithVae(_model, new()).Fit(_context.Data.LoadFromEnumerable(new Row[1]));

    private PredictionEngine<Row, Result> Engine() => _context.Model.CreatePredictionEngine<Row, Result>(Transformer());

    private sealed class Row
    {
        [VectorType(4)]
        public float[]? Features { get; set; }
    }

    private sealed class Picture
    {
        [VectorType(12)]
        public float[]? Features { get; set; }
    }

    private sealed class Result
    {
        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
