using Vae.Training.Tables;

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
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var values = Enumerable.Range(0, 1_000).Select(row => offset + (spread * Normal()) + (row % 100 == 1 ? every100th : 0));
        return [.. values.SelectMany((x, row) => new[] { row % 50 == 0 ? float.NaN : (float)x, (float)Normal() })];
    }
}
