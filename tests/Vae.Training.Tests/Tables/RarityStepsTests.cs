using TorchSharp;
using Vae.Training.Scoring;
using Vae.Training.Tables;

namespace Vae.Training.Tests.Tables;

public sealed class RarityStepsTests
{
    [Fact]
    public void What_no_row_of_a_thousand_had_is_worth_three()
    {
        var steps = RaritySteps.Fit([.. new double[1000]]);

        Assert.Equal(RaritySteps.Nothing, steps.At(0));
        Assert.Equal(Math.Log10(1001), steps.At(2.9));
    }

    [Fact]
    public void A_rarity_is_worth_the_share_of_rows_that_reach_it()
    {
        var steps = RaritySteps.Fit([.. Enumerable.Repeat(0.0, 90), 1, 1, 1, 1, 1, 1, 1, 1, 2, 2]);

        foreach (var (rarity, rows) in new[] { (1, 10), (1.5, 2), (2, 2), (3, 0) })
        {
            Assert.Equal(Math.Log10(101.0 / (1 + rows)), steps.At(rarity), 1e-12);
        }

        using var scope = torch.NewDisposeScope();
        Assert.Equal([RaritySteps.Nothing, (float)steps.At(1), (float)steps.At(3)], steps.At(torch.tensor(new[] { 0f, 1, 3 })).data<float>().ToArray());
    }

    [Fact]
    public void A_group_counts_once()
    {
        // Four groups of two rows; the rows of one reach 1, one row of another does.
        var steps = RaritySteps.Fit([.. new[] { 1, 1, 1, 0, 0, 0, 0, 0.0 }.Select(rarity => new WeightedScore(rarity, 0.5))]);

        Assert.Equal(Math.Log10(5 / (1 + 1.5)), steps.At(1), 1e-12);
    }

    [Fact]
    public void Steps_are_few_and_err_on_the_cautious_side()
    {
        double[] rarities = [.. Enumerable.Range(0, 5000).Select(i => i / 1024.0)];

        var steps = RaritySteps.Fit([.. rarities]);

        Assert.InRange(steps.Thresholds.Length, 10, 100);
        Assert.All(rarities.Skip(1), rarity =>
            Assert.InRange(Math.Pow(10, -steps.At(rarity)) * 5001 / (1 + rarities.Count(other => other >= rarity && other > 0)), 0.99, 1.25));
    }
}
