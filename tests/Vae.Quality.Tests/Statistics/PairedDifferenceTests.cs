using Vae.Quality.Statistics;

namespace Vae.Quality.Tests.Statistics;

public sealed class PairedDifferenceTests
{
    [Fact]
    public void Mean_standard_error_and_wins_are_those_computed_by_hand()
    {
        var difference = PairedDifference.Of([0.1, 0.3, -0.1, 0.0005]);

        Assert.Equal(0.075125, difference.Mean, 12);
        Assert.Equal(0.085355, difference.StandardError, 6);   // √(Σ(d − mean)² / 3) / √4
        Assert.Equal((2, 1), (difference.Wins, difference.Losses));
    }

    [Fact]
    public void The_deviation_of_evenly_spread_p_values_is_half_a_step_and_that_of_zeros_is_one()
    {
        Assert.Equal(0.125, UniformDeviation.Of([0.125f, 0.375f, 0.625f, 0.875f]), 6);
        Assert.Equal(1, UniformDeviation.Of([0f, 0f]), 6);
    }
}
