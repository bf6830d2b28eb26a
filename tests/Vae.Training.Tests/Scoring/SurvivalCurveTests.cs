using Vae.Training.Scoring;

namespace Vae.Training.Tests.Scoring;

public sealed class SurvivalCurveTests
{
    private const double NoTail = 0;

    private static readonly WeightedScore[] Four = [3, 1, 4, 2];

    /// <summary>Of n scores, the one with r at least as large has survival r / (n + 1); logarithms are interpolated.</summary>
    [Theory]
    [InlineData(1, 0.8)]
    [InlineData(4, 0.2)]
    public void The_smallest_and_the_largest_score_have_their_plotting_positions(double score, double survival)
    {
        Assert.Equal(-Math.Log10(survival), SurvivalCurve.Fit(Four).At(score, NoTail), 9);
    }

    [Theory]
    [InlineData(2, 0.6)]
    [InlineData(3, 0.4)]
    public void Scores_between_have_theirs_to_the_width_of_a_grid_cell(double score, double survival)
    {
        Assert.Equal(-Math.Log10(survival), SurvivalCurve.Fit(Four).At(score, NoTail), 3e-3);
    }

    [Fact]
    public void Between_two_scores_the_logarithm_is_linear()
    {
        Assert.Equal(-0.5 * (Math.Log10(0.6) + Math.Log10(0.4)), SurvivalCurve.Fit(Four).At(2.5, NoTail), 9);
    }

    /// <summary>The mean excess of 4, 3 and 2 over 1 is 2: an exponential with that mean falls by a factor of 10 in 2 · ln 10.</summary>
    [Fact]
    public void Beyond_the_largest_score_the_tail_is_exponential()
    {
        var slope = SurvivalCurve.TailSlope(Four);

        Assert.Equal(1 / (2 * Math.Log(10)), slope, 12);
        Assert.Equal(-Math.Log10(0.2) + (3 * slope), SurvivalCurve.Fit(Four).At(7, slope), 9);
    }

    [Fact]
    public void The_tail_is_measured_on_the_upper_tenth()
    {
        // 100 scores 0 … 99: the mean excess of 90 … 99 over 89 is 5.5.
        Assert.Equal(1 / (5.5 * Math.Log(10)), SurvivalCurve.TailSlope([.. Enumerable.Range(0, 100)]), 12);
    }

    [Fact]
    public void Equal_scores_do_not_make_the_tail_infinitely_steep()
    {
        Assert.Equal(1 / (0.1 * Math.Log(10)), SurvivalCurve.TailSlope([5, 5, 5, 5]), 9);
    }

    [Fact]
    public void Below_the_smallest_score_it_falls_gently()
    {
        Assert.Equal(-Math.Log10(0.8) - (2 * SurvivalCurve.LowSlope), SurvivalCurve.Fit(Four).At(-1, NoTail), 9);
        Assert.Equal(SurvivalCurve.LowSlope, 0.05 / Math.Log(10), 12);
    }

    [Fact]
    public void Of_equal_scores_the_cautious_position_counts()
    {
        var curve = SurvivalCurve.Fit([1, 2, 1]);

        Assert.Equal(-Math.Log10(0.75), curve.At(1, NoTail), 9);
        Assert.Equal(-Math.Log10(0.25), curve.At(2, NoTail), 9);
    }

    [Theory]
    [InlineData(new[] { 5.0 }, 0.5)]
    [InlineData(new[] { 5.0, 5, 5 }, 0.75)]
    public void A_single_value_is_a_curve_too(double[] scores, double survival)
    {
        var curve = SurvivalCurve.Fit([.. scores]);

        Assert.Equal(-Math.Log10(survival), curve.At(5, NoTail), 9);
        Assert.Equal(-Math.Log10(survival) + 2, curve.At(7, 1), 5);
    }

    [Fact]
    public void Scores_that_differ_by_rounding_errors_are_equal() =>
        Assert.Equal(-Math.Log10(0.75), SurvivalCurve.Fit([5, 5.0001, 5.0002]).At(5.0001, NoTail), 9);

    [Fact]
    public void The_largest_survival_of_many_scores_stays_below_1()
    {
        // 100 of 101, where one half of a rank less than all is the most.
        Assert.Equal(-Math.Log10(100 / 101.0), SurvivalCurve.Fit([.. Enumerable.Range(0, 100)]).At(0, NoTail), 9);
    }

    /// <summary>
    /// Three groups, of 1, 2 and 4 rows: a row above s counts one over the size of its group, the row to come 1, of 3 groups and the one to come.
    /// </summary>
    [Theory]
    [InlineData(9, 1 / 4.0)]
    [InlineData(8, (1 + 0.25) / 4)]
    [InlineData(7, (1 + 0.25 + 1) / 4)]
    [InlineData(1, (1 + 1 + 1 + 0.5) / 4)]
    public void A_group_counts_once_however_many_rows_it_has(double score, double survival)
    {
        var curve = SurvivalCurve.Fit([new(9, 0.25), new(8), new(7, 0.25), new(6, 0.25), new(5, 0.25), new(2, 0.5), new(1, 0.5)]);

        Assert.Equal(-Math.Log10(Math.Min(survival, 1 - (0.5 / 4))), curve.At(score, NoTail), 3e-2);
    }

    [Fact]
    public void Groups_of_one_row_are_rows()
    {
        WeightedScore[] groups = [.. Four.Select(score => new WeightedScore(score.Value, 1.0 / 1))];

        Assert.Equal(SurvivalCurve.Fit(Four).Surprisals, SurvivalCurve.Fit(groups).Surprisals);
    }

    /// <summary>Of three folds each counts a third of the row to come: the largest score of four groups is reached by 1/3 of 4 and 1/3.</summary>
    [Fact]
    public void The_row_to_come_may_be_shared_by_the_folds()
    {
        WeightedScore[] scores = [.. Enumerable.Range(0, 20).Select(row => new WeightedScore(row, 0.2))];

        Assert.Equal(-Math.Log10((1 / 3.0) / (4 + (1 / 3.0))), SurvivalCurve.Fit(scores, 1 / 3.0).At(19, NoTail), 9);
    }

    /// <summary>Ten groups of ten rows: the upper tenth is five groups, the least that a tail is measured on, however many rows that is.</summary>
    [Fact]
    public void The_tail_is_measured_on_groups()
    {
        WeightedScore[] scores = [.. Enumerable.Range(0, 100).Select(row => new WeightedScore(row, 0.1))];

        // The mean excess of 50 … 99 over 49.
        Assert.Equal(1 / (25.5 * Math.Log(10)), SurvivalCurve.TailSlope(scores), 9);
    }

    [Fact]
    public void It_rises_with_the_score()
    {
        var random = new Random(1);
        var scores = Enumerable.Range(0, 500).Select(_ => Math.Round(random.NextDouble() * 10, 1)).ToArray();
        var curve = SurvivalCurve.Fit([.. scores]);
        var slope = SurvivalCurve.TailSlope([.. scores]);
        var surprisals = Enumerable.Range(-100, 400).Select(i => curve.At(i / 10.0, slope)).ToArray();

        Assert.Equal(SurvivalCurve.Points, curve.Surprisals.Count);
        Assert.All(surprisals.Zip(surprisals.Skip(1)), pair => Assert.True(pair.Second > pair.First));
    }
}
