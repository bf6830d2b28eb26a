using Vae.Quality.Generation;

namespace Vae.Quality.Tests.Generation;

public sealed class ComparisonTests
{
    [Fact]
    public void Column_shapes_are_one_less_the_largest_difference_of_the_distribution_functions()
    {
        Assert.Equal(0.5, ColumnShapes.Distance([1, 2, 3, 4], [3, 4, 5, 6]), 12);
        Assert.Equal(0.25, ColumnShapes.Distance([1, 1, 1, 2], [1, 1, 2, 2]), 12);
        Assert.Equal((0, 1), (ColumnShapes.Distance([1, 2], [1, 2]), ColumnShapes.Distance([], [1])));
        Assert.Equal(0.75, ColumnShapes.Of([1, 0, 2, 0, 3, 0, 4, float.NaN], [3, 0, 4, 0, 5, 0, 6, 0], width: 2), 12);
    }

    /// <summary>Correlations 1 and −1 differ by 2, so the pair is 0 alike.</summary>
    [Fact]
    public void Pair_trends_are_one_less_half_the_difference_of_correlations()
    {
        Assert.Equal(0, PairTrends.Of([1, 1, 2, 2, 3, 3], [1, 3, 2, 2, 3, 1], width: 2), 12);
        Assert.Equal(1, PairTrends.Of([1, 1, 2, 2, 3, 3], [1, 2, 2, 4, 3, 6], width: 2), 12);
    }

    [Fact]
    public void Rows_outside_the_range_or_between_whole_numbers_are_invalid()
    {
        float[] training = [1, 0.5f, 3, 2.5f];

        Assert.Equal(0.25, Validity.Of(training, [2, 1, 1.5f, 1, 4, 1, float.NaN, 1], width: 2), 12);
        Assert.Equal(1, Validity.Copies(training, [1, 0.5f, 1, 2.5f], width: 2));
    }

    [Fact]
    public void Rows_as_near_as_strangers_have_ratio_one()
    {
        float[] training = [0, 10, 20];

        Assert.Equal(1, NearestRecords.Ratio(training, [1, 11, 21], [2 - 1, 9, 19], width: 1), 12);
        Assert.Equal(2, NearestRecords.Ratio(training, [1, 11, 21], [2, 12, 22], width: 1), 12);
    }

    [Fact]
    public void Trees_tell_apart_what_differs_and_nothing_else()
    {
        var random = new Random(1);
        float[] Rows(double shift) => [.. Enumerable.Range(0, 600).Select(_ => (float)(random.NextDouble() + shift))];

        Assert.InRange(TwoSampleTest.Auroc(Rows(0), Rows(0), width: 2), 0.4, 0.6);
        Assert.InRange(TwoSampleTest.Auroc(Rows(0), Rows(0.5), width: 2), 0.85, 1);
    }
}
