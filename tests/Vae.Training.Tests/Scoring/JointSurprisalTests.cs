using Vae.Training.Scoring;

namespace Vae.Training.Tests.Scoring;

public sealed class JointSurprisalTests
{
    [Fact]
    public void Where_the_second_lifts_no_row_nothing_changes()
    {
        var joint = JointSurprisal.Fit([0.1, 1, 2], [0, 0.5, 2]);

        Assert.All(new[] { 0, 0.3, 1.7, 5 }, surprisal => Assert.Equal(surprisal, joint.At(surprisal)));
    }

    /// <summary>Two independent surprisals, each of which reaches t in 10^−t of the rows; the second has steps, as that of novelties has.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.05)]
    [InlineData(0.01)]
    public void The_larger_of_two_keeps_the_promise_of_one(double rate)
    {
        var random = new Random(1);
        var (first, second) = (Draw(20_000), Draw(20_000));
        var joint = JointSurprisal.Fit([.. first.Select(row => row.First)], [.. first.Select(row => row.Second)]);

        var share = second.Average(row => joint.At(Math.Max(row.First, row.Second)) >= -Math.Log10(rate) ? 1.0 : 0);

        Assert.InRange(share, 0.4 * rate, 1.15 * rate);
        Assert.True(second.Average(row => Math.Max(row.First, row.Second) >= -Math.Log10(rate) ? 1.0 : 0) > 1.1 * rate);

        (double First, double Second)[] Draw(int rows) => [.. Enumerable.Range(0, rows).Select(_ =>
        {
            var (u, v) = (1 - random.NextDouble(), random.NextDouble());
            return (-Math.Log10(u), v < 0.008 ? -Math.Log10(0.008) : v < 0.04 ? -Math.Log10(0.04) : v < 0.2 ? -Math.Log10(0.2) : 0);
        })];
    }

    [Fact]
    public void Rows_of_a_group_that_is_lifted_count_their_share()
    {
        // Two groups of two rows: one row of one is lifted from 0 to 1.
        var joint = JointSurprisal.Fit([new(0, 0.5), new(0, 0.5), new(0, 0.5), new(0, 0.5)], [1, 0, 0, 0]);

        Assert.Equal(-Math.Log10(0.1 + (0.5 / 3)), joint.At(1), 1e-12);
        Assert.Equal(1.5, joint.At(1.5));
    }

    [Fact]
    public void It_rises_with_the_surprisal()
    {
        var random = new Random(2);
        var joint = JointSurprisal.Fit([.. Numbers(300)], [.. Numbers(300)]);
        var values = Enumerable.Range(0, 400).Select(i => joint.At(i / 100.0)).ToArray();

        Assert.Equal(values.Order(), values);

        IEnumerable<double> Numbers(int count) => Enumerable.Range(0, count).Select(_ => -Math.Log10(1 - random.NextDouble()));
    }
}
