using Vae.MLNet;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

public sealed class CoarseFeaturesTests
{
    private static readonly VaeColumn[] Columns = [new("x"), new("y")];

    [Theory]
    [InlineData(5_500_000, 1, "are rounded to steps of 0.5:")]
    [InlineData(50_000_000, 8, "are rounded to steps of 4:")]
    [InlineData(1e9, 1, "count as one value, from which what it was rounded from is not told apart")]
    [InlineData(1.7e12, 1, "count as one value, from which what it was rounded from is not told apart")]
    [InlineData(20_000_000, 0, "count as one value, from which what it was rounded from is not told apart")]
    public void Values_that_came_in_single_precision_far_from_zero_are_named(double offset, double spread, string fate)
    {
        var remark = Assert.Single(Remarks(new VaeTrainingData([.. Rows(offset, spread).Select(value => (float)value)], Columns)));

        Assert.StartsWith("Column 'x' holds values from ", remark, StringComparison.Ordinal);
        Assert.Contains(fate, remark, StringComparison.Ordinal);
        Assert.EndsWith("Where the source has more, load it as Double.", remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5_500_000, 1)]
    [InlineData(1e9, 1)]
    [InlineData(1.7e12, 1)]
    [InlineData(1.7e12, 0)]
    public void The_same_in_double_precision_lose_nothing(double offset, double spread) =>
        Assert.Empty(Remarks(new VaeTrainingData(Rows(offset, spread), Columns)));

    /// <summary>Nanoseconds since 1970: double precision has steps of 256 there.</summary>
    [Fact]
    public void What_even_double_precision_cannot_tell_apart_is_named()
    {
        var remark = Assert.Single(Remarks(new VaeTrainingData(Rows(1.7e18, spread: 500), Columns)));

        Assert.Contains("are rounded to steps of 256: double precision keeps about sixteen digits", remark, StringComparison.Ordinal);
    }

    /// <summary>Six whole numbers: single precision keeps them all, up to a limit.</summary>
    [Theory]
    [InlineData(10_000_000, false)]
    [InlineData(20_000_000, true)]
    public void Whole_numbers_that_single_precision_keeps_are_not_rounded(float first, bool rounded)
    {
        float[] values = [.. Enumerable.Range(0, 1_000).Select(row => first + (row % 6))];

        Assert.Equal(rounded, Remarks(new VaeTrainingData(values, [new("x")])).Any());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1_000, 1)]
    [InlineData(100_000, 100)]
    [InlineData(1e9, 1e7)]
    [InlineData(7, 0)]
    public void Other_columns_are_left_as_they_are(double offset, double spread)
    {
        float[] rows = [.. Rows(offset, spread).Select(value => (float)value)];
        var data = new VaeTrainingData(rows, Columns);

        Assert.Empty(Remarks(data));
        Assert.All(data.Columns, column => Assert.Equal(0, column.Offset));
        Assert.Equal(rows, data.Features.ToArray());
        Assert.Equal(rows, new VaeTrainingData(Rows(offset, spread), Columns).Features.ToArray());
    }

    private static IEnumerable<string> Remarks(VaeTrainingData data) =>
        new Vae.Training.Tables.CoarseFeatures(data.Values, data.FeatureCount).Remarks(data.Columns, data.Coarse);

    /// <summary>[1000 rows, 2]: x as asked for, every 50th missing; y standard.</summary>
    private static double[] Rows(double offset, double spread)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 1_000).SelectMany(row =>
            new[] { offset + (spread * Samples.Normal(random)), Samples.Normal(random) }.Select((value, column) => row % 50 == 0 && column == 0 ? double.NaN : value))];
    }
}
