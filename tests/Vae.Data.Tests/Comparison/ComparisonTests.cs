using Vae.Data.Comparison;
using Vae.MLNet;

namespace Vae.Data.Tests.Comparison;

public sealed class ComparisonTests
{
    private static readonly VaeColumn[] Two = [new("a"), new("b")];
    private static readonly VaeColumn[] Colour = [new("colour", ["blue", "red"]), new("x")];

    [Fact]
    public void Column_shapes_are_one_less_the_largest_difference_of_the_distribution_functions()
    {
        Assert.Equal(0.5, ColumnShapes.Distance([1, 2, 3, 4], [3, 4, 5, 6]), 12);
        Assert.Equal(0.25, ColumnShapes.Distance([1, 1, 1, 2], [1, 1, 2, 2]), 12);
        Assert.Equal((0, 1), (ColumnShapes.Distance([1, 2], [1, 2]), ColumnShapes.Distance([], [1])));
        Assert.Equal(0.75, Shapes(Two, [1, 0, 2, 0, 3, 0, 4, float.NaN], [3, 0, 4, 0, 5, 0, 6, 0]), 12);
    }

    /// <summary>Half blue and half red, beside three quarters, none and one quarter missing: half the sum of 0.25, 0.5 and 0.25 apart.</summary>
    [Fact]
    public void Shapes_of_texts_are_one_less_the_total_variation_distance_missing_cells_as_a_kind_of_their_own()
    {
        float[] real = [1, 0, 5, 1, 0, 5, 0, 1, 5, 0, 1, 5];
        float[] made = [1, 0, 5, 1, 0, 5, 1, 0, 5, float.NaN, float.NaN, 5];

        Assert.Equal((0.5 + 1) / 2, Shapes(Colour, real, made), 12);
        Assert.Equal(1, Shapes(Colour, real, real), 12);
    }

    /// <summary>Correlations 1 and −1 differ by 2, so the pair is 0 alike.</summary>
    [Fact]
    public void Pair_trends_are_one_less_half_the_difference_of_correlations()
    {
        Assert.Equal(0, Trends(Two, [1, 1, 2, 2, 3, 3], [1, 3, 2, 2, 3, 1]), 12);
        Assert.Equal(1, Trends(Two, [1, 1, 2, 2, 3, 3], [1, 2, 2, 4, 3, 6]), 12);
    }

    /// <summary>Blue goes with 0 and red with 9 in the real rows; in the made-up ones half of each goes the other way.</summary>
    [Fact]
    public void Pair_trends_of_texts_compare_what_share_of_the_rows_has_both()
    {
        float[] real = [1, 0, 0, 1, 0, 0, 0, 1, 9, 0, 1, 9];
        float[] made = [1, 0, 0, 1, 0, 9, 0, 1, 9, 0, 1, 0];

        Assert.Equal(0.5, Trends(Colour, real, made), 12);
        Assert.Equal(1, Trends(Colour, real, real), 12);
    }

    [Fact]
    public void Rows_outside_the_range_or_between_whole_numbers_are_invalid()
    {
        float[] real = [1, 0.5f, 3, 2.5f];

        Assert.Equal(0.25, Validity.Of(real, [2, 1, 1.5f, 1, 4, 1, float.NaN, 1], width: 2), 12);
    }

    [Fact]
    public void Copies_of_rows_that_several_rows_are_are_not_rare()
    {
        float[] real = [1, 0, 2, 0, 2, -0f, 2, 0, 3, float.NaN];

        Assert.Equal((4, 2), Copies.Of(real, [1, 0, 2, 0, 2, 0, 3, float.NaN, 3, 1, 1, 2], width: 2));
    }

    [Fact]
    public void Distances_are_those_to_the_nearest_row_or_to_the_nearest_other()
    {
        float[] known = [0, 10, 20];
        var deviation = Math.Sqrt(200.0 / 3);

        Assert.Equal(1 / deviation, NearestRecords.Distance(known, [1, 11, 21], width: 1), 12);
        Assert.Equal(10 / deviation, NearestRecords.Distance(known, known, width: 1), 12);
    }

    [Fact]
    public void Trees_tell_apart_what_differs_and_nothing_else()
    {
        var random = new Random(1);
        float[] Rows(double shift) => [.. Enumerable.Range(0, 600).Select(_ => (float)(random.NextDouble() + shift))];

        Assert.InRange(TwoSampleTest.Auroc(Rows(0), Rows(0), width: 2), 0.4, 0.6);
        Assert.InRange(TwoSampleTest.Auroc(Rows(0), Rows(0.5), width: 2), 0.85, 1);
        Assert.Equal(double.NaN, TwoSampleTest.Auroc([1, 2], [1, 2], width: 1));
    }

    [Fact]
    public void Arrays_that_are_no_rows_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => MadeUpComparison.Compare(Two, [1, 2, 3], [1, 2]));

        Assert.Contains("Array 'made' must hold whole rows of 2 features, at least one; got 3 values", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MadeUpComparison.Compare(Two, [1, 2], []));
    }

    private static double Shapes(VaeColumn[] columns, float[] real, float[] made) =>
        ColumnShapes.Of(ColumnValues.Of(columns, real), ColumnValues.Of(columns, made));

    private static double Trends(VaeColumn[] columns, float[] real, float[] made) =>
        PairTrends.Of(ColumnValues.Of(columns, real), ColumnValues.Of(columns, made));
}
