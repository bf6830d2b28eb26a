namespace Vae.Quality.Statistics;

/// <summary>The range that holds a count of flagged normal rows with 99 % probability, if the promised rate is kept.</summary>
internal readonly record struct CountInterval(int Lower, int Upper)
{
    private const double Outside = 0.005;   // at each end: 99 % in all

    public bool Holds(int count) => count >= Lower && count <= Upper;

    /// <summary>Each of <paramref name="rows"/> fresh rows is flagged with probability <paramref name="rate"/>.</summary>
    public static CountInterval Binomial(int rows, double rate) =>
        Central(rows, count => LogChoose(rows, count) + (count * Math.Log(rate)) + ((rows - count) * Math.Log(1 - rate)));

    /// <summary>
    /// The same when the threshold itself comes from <paramref name="calibrationRows"/> scores: the realised probability is then Beta(k, n + 1 − k)
    /// distributed, k = ⌊rate · (n + 1)⌋, and the count Beta-binomial.
    /// </summary>
    public static CountInterval BetaBinomial(int rows, double rate, int calibrationRows)
    {
        double a = Math.Max(1, Math.Floor(rate * (calibrationRows + 1))), b = calibrationRows + 1 - a;
        return Central(rows, count => LogChoose(rows, count) + LogBeta(count + a, rows - count + b) - LogBeta(a, b));
    }

    private static CountInterval Central(int rows, Func<int, double> logProbability)
    {
        int? lower = null;
        var upper = 0;
        double below = 0;
        for (; upper <= rows; upper++)
        {
            below += Math.Exp(logProbability(upper));
            lower ??= below > Outside ? upper : null;
            if (below >= 1 - Outside)
            {
                break;
            }
        }

        return new CountInterval(lower ?? 0, Math.Min(upper, rows));
    }

    private static double LogChoose(int n, int k) => LogGamma(n + 1) - LogGamma(k + 1) - LogGamma(n - k + 1);

    private static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>Stirling's series for ln Γ(x), x > 0, after raising x above 10 by Γ(x + 1) = x Γ(x); error below 1e-12.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0;
        while (x < 10)
        {
            shift += Math.Log(x++);
        }

        var inverse = 1 / (x * x);
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + ((1 / 12.0) - (inverse * ((1 / 360.0) - (inverse * ((1 / 1260.0) - (inverse / 1680)))))) / x - shift;
    }
}
