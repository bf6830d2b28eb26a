namespace Vae.Benchmarks.Measuring;

/// <summary>
/// Contestants measured turn and turn about, A B C A B C …: whatever else the machine does meets all of them. Judged by the median over the rounds of the ratio
/// within a round.
/// </summary>
internal sealed class Contest
{
    /// <summary>How long this process must have been idle before the next turn.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The pauses after which a turn starts in any case.</summary>
    private const int MostPauses = 50;

    private readonly Cost[][] _costs;

    private Contest(Cost[][] costs) => _costs = costs;

    public int Rounds => _costs.Length;

    /// <summary>Measures.</summary>
    /// <param name="rounds">Rounds after one that warms up.</param>
    /// <param name="contestants">Each does its work once and returns what a unit of it cost.</param>
    public static Contest Run(int rounds, params Func<Cost>[] contestants)
    {
        Round();
        return new([.. Enumerable.Range(0, rounds).Select(_ => Round())]);

        Cost[] Round() => [.. contestants.Select(Turn)];

        static Cost Turn(Func<Cost> contestant)
        {
            AwaitIdleness();
            return contestant();
        }
    }

    /// <summary>ONNX Runtime's threads go on spinning after their work, on a busy machine for long: the next contestant must not pay for them.</summary>
    private static void AwaitIdleness()
    {
        for (var pause = 0; pause < MostPauses; pause++)
        {
            var before = Environment.CpuUsage.TotalTime;
            Thread.Sleep(Pause);
            if (Environment.CpuUsage.TotalTime - before < Pause / 10)
            {
                return;
            }
        }
    }

    /// <summary>A contest whose costs are known: [rounds][contestants].</summary>
    public static Contest Of(params Cost[][] costs) => new(costs);

    /// <summary>Seconds per unit of a contestant, as the median.</summary>
    public double Seconds(int contestant) => Spread.Of([.. _costs.Select(round => round[contestant].Wall)]).Median;

    /// <summary>Units per second of a contestant, as the median.</summary>
    public double Rate(int contestant) => 1 / Seconds(contestant);

    /// <summary>A ratio computed from the costs of each round: by the clock, with its spread, and of processor time.</summary>
    public (Spread Wall, double Cpu) Ratio(Func<Cost[], Cost> numerator, Func<Cost[], Cost> denominator) => (
        Spread.Of([.. _costs.Select(round => numerator(round).Wall / denominator(round).Wall)]),
        Spread.Of([.. _costs.Select(round => numerator(round).Cpu / denominator(round).Cpu)]).Median);

    /// <summary>What one contestant costs in terms of another.</summary>
    public (Spread Wall, double Cpu) Ratio(int numerator, int denominator) => Ratio(round => round[numerator], round => round[denominator]);
}
