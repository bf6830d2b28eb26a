namespace Vae.Quality.Statistics;

/// <summary>The upper tail of the standard normal distribution.</summary>
internal static class NormalTail
{
    /// <summary>
    /// The share of values above <paramref name="z"/>, to a relative error of 1.2e-7: the Chebyshev fit of the complementary error function in Press et al.,
    /// Numerical Recipes, 6.2.
    /// </summary>
    public static double Above(double z)
    {
        ReadOnlySpan<double> coefficients =
            [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * x));
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = coefficients[i] + (t * sum);
        }

        var tail = 0.5 * t * Math.Exp((-x * x) + sum);
        return z >= 0 ? tail : 1 - tail;
    }
}
