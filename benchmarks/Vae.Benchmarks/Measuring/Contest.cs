namespace Vae.Benchmarks.Measuring;

/// <summary>
/// Contestants measured turn and turn about, A B C A B C …: whatever else the machine does meets all of them. Judged by the median over the rounds of the ratio
/// within a round.
/// </summary>
internal sealed class Contest
{
    private readonly double[][] _seconds;

    private Contest(double[][] seconds) => _seconds = seconds;

    public int Rounds => _seconds.Length;

    /// <summary>Measures.</summary>
    /// <param name="rounds">Rounds after one that warms up.</param>
    /// <param name="contestants">Each does its work once and returns the seconds it took per unit of work.</param>
    public static Contest Run(int rounds, params Func<double>[] contestants)
    {
        Round();
        return new([.. Enumerable.Range(0, rounds).Select(_ => Round())]);

        double[] Round() => [.. contestants.Select(contestant => contestant())];
    }

    /// <summary>A contest whose times are known.</summary>
    public static Contest Of(params double[][] rounds) => new(rounds);

    /// <summary>Units per second of a contestant, as the median.</summary>
    public double Rate(int contestant) => 1 / Median([.. _seconds.Select(round => round[contestant])]);

    /// <summary>How many times as fast the first contestant is as the second.</summary>
    public Spread SpeedRatio(int subject, int baseline) => Ratio(round => round[baseline] / round[subject]);

    /// <summary>A ratio computed from the seconds of each round.</summary>
    public Spread Ratio(Func<double[], double> ofRound) => Spread.Of([.. _seconds.Select(ofRound)]);

    private static double Median(double[] values) => Spread.Of(values).Median;
}
