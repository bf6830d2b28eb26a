using Vae.MLNet.Features;

namespace Vae.MLNet.Tests.Features;

public sealed class FarFromZeroTests
{
    [Theory]
    [InlineData(5_500_000, 1, 1e-6)]
    [InlineData(1e9, 1, 1e-6)]
    [InlineData(1.7e12, 1, 1e-6)]
    [InlineData(-48.1234567, 0.00001, 1e-9)]
    [InlineData(1_700_000_000, 3_600, 1e-3)]
    public void The_offset_is_near_the_median_and_has_no_more_digits_than_the_spread_asks_for(double centre, double spread, double roundness)
    {
        var offset = FarFromZero.OffsetOf(Sketch(Values(centre, spread)));

        Assert.InRange(offset, centre - spread, centre + spread);
        Assert.InRange(Math.Abs(Math.IEEERemainder(offset, spread >= 1 ? Math.Pow(10, Math.Floor(Math.Log10(spread))) : spread / 10)), 0, roundness);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1_000, 1)]
    [InlineData(2_020, 0.5)]
    [InlineData(101_325, 100)]
    [InlineData(1.7e9, 3e7)]
    public void Other_columns_need_none(double centre, double spread) => Assert.Equal(0, FarFromZero.OffsetOf(Sketch(Values(centre, spread))));

    [Theory]
    [InlineData(5, 0)]
    [InlineData(499_999, 0)]
    [InlineData(1_700_000_000_000, 1_700_000_000_000)]
    [InlineData(1234567.4, 1234567)]
    public void Of_a_constant_what_a_step_of_one_would_be_lost_in_is_taken_off(double constant, double offset) =>
        Assert.Equal(offset, FarFromZero.OffsetOf(Sketch(Enumerable.Repeat(constant, 100))));

    [Fact]
    public void Wild_cells_change_nothing()
    {
        var values = Values(1e9, 1).ToArray();

        Assert.Equal(FarFromZero.OffsetOf(Sketch(values)), FarFromZero.OffsetOf(Sketch([.. values[30..], .. Enumerable.Repeat(0.0, 20), .. Enumerable.Repeat(1e30, 10)])), 1.0);
        Assert.Equal(0, FarFromZero.OffsetOf(new ValueSketch()));
    }

    /// <summary>Blocks are read side by side: what they hold must not depend on how the table was cut, nor on the order of its rows.</summary>
    [Fact]
    public void A_sketch_is_the_same_for_any_order_and_any_blocks()
    {
        var random = new Random(2);
        double[] values = [.. Values(0, 1).Concat(Values(1e9, 5)).Concat(Enumerable.Range(0, 20_000).Select(_ => (double)random.Next(3_000)))];
        var whole = Sketch(values);
        var shuffled = values.ToArray();
        random.Shuffle(shuffled);
        var merged = new ValueSketch();
        foreach (var block in shuffled.Chunk(777))
        {
            merged.Merge(Sketch(block));
        }

        Assert.Equal(512, whole.Values().Length);
        Assert.Equal(whole.Values(), merged.Values());
        Assert.Equal(values.Count(value => value == whole.Values()[^1].Value), whole.Values()[^1].Count);
    }

    private static ValueSketch Sketch(IEnumerable<double> values)
    {
        var sketch = new ValueSketch();
        foreach (var value in values)
        {
            sketch.Add(value);
        }

        return sketch;
    }

    /// <summary>A thousand uniform values: mean and standard deviation as asked for.</summary>
    private static IEnumerable<double> Values(double centre, double spread)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 1_000).Select(_ => centre + (spread * ((random.NextDouble() * 2) - 1) * Math.Sqrt(3)))];
    }
}
