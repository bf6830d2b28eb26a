using TorchSharp;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Scoring;

public sealed class SmallSamplesTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    /// <summary>
    /// Two candidates leave samples of one: one sample is the row at 0, the other that at 3. From 1 the squares are 1 and 4, softened by 0.1²:
    /// √((1 + 0.01)(4 + 0.01)).
    /// </summary>
    [Fact]
    public void The_square_is_the_geometric_mean_over_samples_of_that_to_the_nearest()
    {
        var vectors = tensor(new float[,] { { 0 }, { 3 }, { 100 } });
        var samples = SmallSamples.Draw(vectors, tensor(new long[] { 0, 1 }), count: 2, asPrototypes: false, _generator);

        Assert.Equal([0f, 3], samples.Vectors.flatten().data<float>().Order());
        Assert.Equal(Math.Sqrt(1.01 * 4.01), samples.Squares(tensor(new float[,] { { 1 } })).ToDouble(), 1e-5);
    }

    [Fact]
    public void The_square_is_a_mean_over_the_numbers_of_a_vector()
    {
        var samples = SmallSamples.Draw(zeros(2, 4), tensor(new long[] { 0, 1 }), count: 2, asPrototypes: false, _generator);

        Assert.Equal((16 / 4.0) + 0.01, samples.Squares(tensor(new float[,] { { 4, 0, 0, 0 } })).ToDouble(), 1e-5);
    }

    [Fact]
    public void No_row_stands_twice_in_a_sample_and_only_candidates_do()
    {
        var vectors = arange(100, float32).unsqueeze(1);
        var samples = SmallSamples.Draw(vectors, arange(50, 100), SmallSamples.Count * SmallSamples.Size, asPrototypes: false, _generator);

        var references = samples.Vectors.flatten().data<float>().ToArray();
        Assert.Equal(SmallSamples.Count * SmallSamples.Size, references.Length);
        Assert.All(references.Chunk(SmallSamples.Size), sample => Assert.Equal(SmallSamples.Size, sample.Distinct().Count()));
        Assert.InRange(references.Min(), 50, 60);
        Assert.True(references.Distinct().Count() > 45);
    }

    [Fact]
    public void A_prototype_is_the_mean_of_a_row_and_the_nearest_other_one()
    {
        var vectors = tensor(new float[] { 0, 1, 10, 12, 40, 45 }).unsqueeze(1);
        var samples = SmallSamples.Draw(vectors, arange(6), count: 60, asPrototypes: true, _generator);

        Assert.Equal([0.5f, 11, 42.5f], samples.Vectors.flatten().data<float>().Distinct().Order());
    }

    /// <summary>
    /// Of the rows 0, 3 and 100 one sampling has the samples {0} and {3}, the other {3} and {100}: for row 0 the samples without it are {3}, {3} and
    /// {100}, for row 2 {0}, {3} and {3}.
    /// </summary>
    [Fact]
    public void A_training_row_is_compared_with_every_sample_that_does_not_hold_it()
    {
        var vectors = tensor(new float[,] { { 0 }, { 3 }, { 100 } });
        SmallSamples[] samplings =
        [
            SmallSamples.Draw(vectors, tensor(new long[] { 0, 1 }), count: 2, asPrototypes: false, _generator),
            SmallSamples.Draw(vectors, tensor(new long[] { 1, 2 }), count: 2, asPrototypes: false, _generator),
        ];
        var rows = tensor(new long[] { 0, 2 });
        var own = vectors.index_select(0, rows);

        var squares = SmallSamples.SquaresWithout(samplings, [own, own], rows, arange(3)).data<float>().ToArray();

        Assert.Equal(Math.Cbrt(9.01 * 9.01 * 10_000.01), squares[0], 1e-2);
        Assert.Equal(Math.Cbrt(10_000.01 * 9_409.01 * 9_409.01), squares[1], 0.5);
    }

    /// <summary>Row 1 belongs to row 0: the samples {0} and {3} are none for it, but {10} and {20} are.</summary>
    [Fact]
    public void A_sample_that_holds_a_row_of_the_same_group_does_not_count()
    {
        var vectors = tensor(new float[,] { { 0 }, { 3 }, { 10 }, { 20 } });
        SmallSamples[] samplings =
        [
            SmallSamples.Draw(vectors, tensor(new long[] { 0, 1 }), count: 2, asPrototypes: false, _generator),
            SmallSamples.Draw(vectors, tensor(new long[] { 2, 3 }), count: 2, asPrototypes: false, _generator),
        ];
        var (rows, units) = (tensor(new long[] { 1 }), tensor(new long[] { 0, 0, 1, 2 }));
        var own = vectors.index_select(0, rows);

        Assert.Equal(Math.Sqrt(49.01 * 289.01), SmallSamples.SquaresWithout(samplings, [own, own], rows, units).ToDouble(), 1e-3);
    }

    /// <summary>The two nearest rows of six have one prototype, which holds them both: with it alone, neither has a square.</summary>
    [Fact]
    public void A_prototype_holds_the_neighbour_too()
    {
        var vectors = tensor(new float[] { 0, 1, 10, 12, 40, 45 }).unsqueeze(1);
        var samples = SmallSamples.Draw(vectors, arange(6), count: 1, asPrototypes: true, _generator);
        var mean = samples.Vectors.ToSingle();
        var all = arange(6);

        var squares = SmallSamples.SquaresWithout([samples], [vectors], all, all).data<float>().ToArray();

        Assert.Equal(2, squares.Count(float.IsNaN));
        Assert.All(vectors.data<float>().ToArray().Zip(squares), pair => Assert.Equal(Math.Abs(pair.First - mean) < 3, float.IsNaN(pair.Second)));
    }

    /// <summary>
    /// A tight clump of one row in a hundred, far out: to the nearest of all rows it is the most ordinary of all; of sixteen rows hardly ever one is of
    /// it.
    /// </summary>
    [Fact]
    public void A_clump_far_out_stays_odd()
    {
        var rows = randn(4000, 5, generator: _generator);
        rows[..40] = 6 + (0.01 * randn(40, 5, generator: _generator));
        var samples = SmallSamples.Draw(rows, arange(4000), SmallSamples.Count * SmallSamples.Size, asPrototypes: true, _generator);

        var squares = samples.Squares(rows);

        Assert.True(squares[..40].min().ToSingle() > squares[40..].quantile(tensor(0.95f)).ToSingle());
        Assert.True(NearestReference.MeanSquare(rows[..20], rows[20..]).max().ToSingle() < NearestReference.MeanSquare(rows[40..80], rows[80..]).min().ToSingle());
    }
}
