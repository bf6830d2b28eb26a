using TorchSharp;
using Vae.Training.Tables;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Tables;

public sealed class RankScaleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>Six zeros, three twos and a one of ten: below 0 lie 0 + 6 / 2 of them, below 2 lie 7 + 3 / 2, below everything none.</summary>
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 3)]
    [InlineData(1.5f, 6)]
    [InlineData(2, 7.5)]
    [InlineData(9, 9)]
    public void A_value_of_several_rows_lies_where_half_of_them_are_below(float value, double below)
    {
        var ranks = Fit([0, 0, 2, 0, 1, 0, 2, 0, 2, 0]);

        Assert.Equal(Logit(below, 10), Apply(ranks, value), 1e-4);
    }

    [Fact]
    public void A_value_beside_one_of_many_rows_is_apart_from_it()
    {
        var ranks = Fit([.. Enumerable.Repeat(1f, 500), .. Enumerable.Repeat(2f, 500)]);

        Assert.Equal(Logit(250, 1000), Apply(ranks, 1), 1e-3);
        Assert.Equal(0, Apply(ranks, 1.02f), 1e-4);
        Assert.Equal(0, Apply(ranks, 1.98f), 1e-4);
    }

    [Fact]
    public void A_long_tail_does_not_press_the_others_together()
    {
        // Log-normal: on a scale of standard deviations the lower half of the values lies within a quarter of one.
        using var generator = new Generator(1);
        var values = (2 * randn(2000, 1, generator: generator)).exp();
        var ranks = RankScale.Fit(values, zeros(2000, 1, ScalarType.Bool));

        var (scaled, order) = (ranks.Apply(values).flatten(), values.flatten().argsort());
        Assert.Equal(0, scaled.mean().ToDouble(), 0.05);
        Assert.Equal(1, scaled.std().ToDouble(), 0.1);
        Assert.True(scaled.index_select(0, order).diff().min().ToSingle() >= 0);
    }

    [Fact]
    public void No_value_of_a_single_row_is_known()
    {
        // The least and the largest are those of single rows: a little beyond the mean of the outermost two nothing rises any more.
        float[] rows = [.. Enumerable.Range(0, 101).Select(i => i / 100f), 7];
        var ranks = Fit(rows);

        Assert.Equal(Apply(ranks, 7), Apply(ranks, 5));
        Assert.Equal(Apply(ranks, 7), Apply(ranks, 100));
    }

    [Fact]
    public void Missing_values_have_no_part_in_it()
    {
        var values = tensor(new float[,] { { 0 }, { 0 }, { 0 }, { 5 }, { 5 }, { 5 } });
        var missing = tensor(new[,] { { false }, { false }, { false }, { true }, { true }, { true } });

        Assert.Equal(Logit(6, 6), Apply(RankScale.Fit(values, missing), 5), 1e-4);
    }

    [Fact]
    public void A_column_without_values_says_nothing()
    {
        var ranks = RankScale.Fit(zeros(4, 1), ones(4, 1, ScalarType.Bool));

        Assert.Equal(Apply(ranks, 0), Apply(ranks, 3));
    }

    private static RankScale Fit(float[] column) => RankScale.Fit(tensor(column).unsqueeze(1), zeros(column.Length, 1, ScalarType.Bool));

    private static double Apply(RankScale ranks, float value) => ranks.Apply(tensor(new[,] { { value } })).ToDouble();

    private static double Logit(double below, double rows) => Math.Log((below + 0.5) / (rows - below + 0.5)) * Math.Sqrt(3) / Math.PI;
}
