using Vae.Quality.Statistics;

namespace Vae.Quality.Tests.Statistics;

public sealed class CountIntervalTests
{
    /// <summary>scipy.stats.binom.ppf([0.005, 0.995], rows, rate).</summary>
    [Theory]
    [InlineData(100, 0.05, 0, 11)]
    [InlineData(4859, 0.01, 32, 67)]
    [InlineData(71, 0.05, 0, 9)]
    public void The_binomial_interval_is_that_of_SciPy(int rows, double rate, int lower, int upper) =>
        Assert.Equal(new CountInterval(lower, upper), CountInterval.Binomial(rows, rate));

    /// <summary>scipy.stats.betabinom with k = ⌊rate · (n + 1)⌋ and n + 1 − k.</summary>
    [Theory]
    [InlineData(100, 0.05, 200, 0, 13)]
    [InlineData(1000, 0.01, 999, 1, 24)]
    public void The_interval_with_calibration_noise_is_that_of_SciPy(int rows, double rate, int calibrationRows, int lower, int upper) =>
        Assert.Equal(new CountInterval(lower, upper), CountInterval.BetaBinomial(rows, rate, calibrationRows));
}
