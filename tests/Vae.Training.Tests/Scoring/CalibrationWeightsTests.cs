using TorchSharp;
using Vae.Training.Learning;
using Vae.Training.Scoring;

namespace Vae.Training.Tests.Scoring;

public sealed class CalibrationWeightsTests
{
    /// <summary>
    /// Groups (1, 3) and (5, 7): between them 16 with one degree of freedom, inside them 4 with two, groups of two: (16 − 2) / (16 + 2).
    /// </summary>
    [Theory]
    [InlineData(new[] { 1.0, 3, 5, 7 }, 14 / 18.0)]
    [InlineData(new[] { 1.0, 7, 7, 1 }, 0)]
    [InlineData(new[] { 1.0, 1, 7, 7 }, 1)]
    public void Likeness_is_the_intraclass_correlation(double[] scores, double expected) =>
        Assert.Equal(expected, CalibrationWeights.Likeness([[0, 1, 2, 3]], scores, [0, 0, 1, 1]), 12);

    [Fact]
    public void Groups_of_single_rows_are_alike_in_themselves() =>
        Assert.Equal(1, CalibrationWeights.Likeness([[0, 1], [2, 3]], [1, 2, 3, 4], [0, 1, 2, 3]));

    /// <summary>The row to come is a row where those of a group do not score alike, and a group where they do; the folds share it.</summary>
    [Theory]
    [InlineData(false, 1 / 3.0)]
    [InlineData(true, 1)]
    public void The_row_to_come_counts_between_a_row_and_a_group(bool alike, double groups)
    {
        using var generator = new torch.Generator(1);
        int[] ofRow = [.. Enumerable.Range(0, 24).Select(row => row / 3)];
        var folds = Folds.Deal(24, 2, generator, ofRow);
        double[] scores = [.. Enumerable.Range(0, 24).Select(row => alike ? (row / 3) + (1e-9 * row) : row % 3 + (1e-9 * row))];

        Assert.Equal(groups / 2, CalibrationWeights.OfNewRow(folds.HeldOut, scores, folds), 6);
        Assert.All(CalibrationWeights.Of(folds.HeldOut, folds), weight => Assert.Equal(1 / 3.0, weight));
    }

    [Fact]
    public void Rows_that_stand_for_themselves_count_1()
    {
        using var generator = new torch.Generator(1);
        var folds = Folds.Deal(6, 2, generator);

        Assert.Equal([1, 1, 1, 0, 1, 1], CalibrationWeights.Of([.. folds.HeldOut.Select(fold => fold.Where(row => row != 3).ToArray())], folds));
        Assert.Equal(1, CalibrationWeights.OfNewRow(folds.HeldOut, new double[6], folds));
    }
}
