namespace Vae.Quality.Statistics;

/// <summary>The mean over data sets of a difference between two detectors on the same rows.</summary>
/// <param name="Mean">The mean difference.</param>
/// <param name="StandardError">Its standard error over data sets; NaN for a single one.</param>
/// <param name="Wins">Sets where the difference is above <see cref="Tie"/>.</param>
/// <param name="Losses">Sets where it is below −<see cref="Tie"/>.</param>
internal sealed record PairedDifference(double Mean, double StandardError, int Wins, int Losses)
{
    /// <summary>Smaller differences are neither won nor lost.</summary>
    public const double Tie = 0.001;

    public static PairedDifference Of(IReadOnlyCollection<double> differences)
    {
        var mean = differences.Average();
        var variance = differences.Sum(difference => Math.Pow(difference - mean, 2)) / (differences.Count - 1);
        return new PairedDifference(
            mean, Math.Sqrt(variance / differences.Count), differences.Count(difference => difference > Tie), differences.Count(difference => difference < -Tie));
    }
}
