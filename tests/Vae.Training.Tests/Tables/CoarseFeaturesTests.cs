using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

public sealed class CoarseFeaturesTests
{
    [Theory]
    [InlineData(5_500_000, "count as one value")]
    [InlineData(1e9, "count as one value")]
    [InlineData(1.7e12, "count as one value")]
    public void A_column_far_from_zero_for_its_spread_is_named(double offset, string fate)
    {
        var remark = Assert.Single(CoarseFeatures.Remarks(Rows(offset, spread: 1), ["x", "y"]));

        Assert.StartsWith("Column 'x' holds values from ", remark, StringComparison.Ordinal);
        Assert.Contains(fate, remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_of_single_precision_that_hide_the_spread_are_named_with_their_size()
    {
        var remark = Assert.Single(CoarseFeatures.Remarks(Rows(50_000_000, spread: 8, every100th: 500), ["x", "y"]));

        Assert.Contains("'x'", remark, StringComparison.Ordinal);
        Assert.Contains("are rounded to steps of 4:", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void One_value_that_is_large_is_said_to_hide_what_is_near_it()
    {
        var remark = Assert.Single(CoarseFeatures.Remarks(Rows(20_000_000, spread: 0), ["x", "y"]));

        Assert.Contains("values from 20,000,000 to 20,000,000, ", remark, StringComparison.Ordinal);
        Assert.Contains("from which what differs by less than a millionth is not told apart", remark, StringComparison.Ordinal);
    }

    /// <summary>Six whole numbers, and a rare larger one so that they do not count as one: single precision keeps them all.</summary>
    [Theory]
    [InlineData(10_000_000, false)]
    [InlineData(20_000_000, true)]
    public void Whole_numbers_that_single_precision_keeps_are_not_rounded(float first, bool rounded)
    {
        float[] values = [.. Enumerable.Range(0, 1_000).Select(row => first + (row % 100 == 99 ? 100 : row % 6))];

        Assert.Equal(rounded, CoarseFeatures.Remarks(values, ["x"]).Any());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1_000, 1)]
    [InlineData(100_000, 1)]
    [InlineData(1e9, 1e7)]
    [InlineData(7, 0)]
    public void Other_columns_are_not(double offset, double spread) => Assert.Empty(CoarseFeatures.Remarks(Rows(offset, spread), ["x", "y"]));

    /// <summary>[1000 rows, 2]: x as asked for, every 50th missing; y standard.</summary>
    private static float[] Rows(double offset, double spread, double every100th = 0)
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 1_000).Select(row => offset + (spread * Samples.Normal(random)) + (row % 100 == 1 ? every100th : 0));
        return [.. values.SelectMany((x, row) => new[] { row % 50 == 0 ? float.NaN : (float)x, Samples.Normal(random) })];
    }
}
