namespace Vae.Training.Scoring;

/// <summary>
/// The share of normal rows whose member score is at least s, as −log10 on a uniform grid: what turns a member's score into "one normal row in …".
/// Plotting positions rank / (rows + 1) of the fold's held-out scores, linear between them in the logarithm; above the largest, an exponential tail.
/// </summary>
internal sealed record SurvivalCurve
{
    /// <summary>Grid points: cells are a few hundredths of a standard deviation wide; exact tables score the same to four digits.</summary>
    public const int Points = 128;

    /// <summary>Slope below the smallest held-out score, so that very ordinary rows keep an order; far too flat to matter otherwise.</summary>
    public const double LowSlope = 0.05 / 2.302585092994046;

    /// <summary>Scores this close are equal: on discrete data rows repeat, and their scores differ by rounding errors only.</summary>
    private const double Tie = 1e-3;

    /// <summary>
    /// A steeper tail than that of this mean excess would be made of rounding errors, as on discrete data, and turn any novelty into an absurd
    /// number.
    /// </summary>
    private const double SmallestMeanExcess = 0.1;

    /// <summary>Share of the pooled scores that the tail is measured on.</summary>
    private const double TailShare = 0.1;

    private SurvivalCurve(double low, double high, double[] surprisals)
    {
        Low = low;
        High = high;
        Surprisals = surprisals;
    }

    /// <summary>Score at the first grid point: the fold's smallest.</summary>
    public double Low { get; }

    /// <summary>Score at the last grid point: the fold's largest.</summary>
    public double High { get; }

    /// <summary>−log10 of the survival at the grid points, rising.</summary>
    public IReadOnlyList<double> Surprisals { get; }

    /// <summary>
    /// Rise of −log10 of the survival per unit of score beyond the largest score: that of an exponential with the mean excess of the pooled upper
    /// tail.
    /// </summary>
    /// <param name="scores">Held-out scores of all folds.</param>
    public static double TailSlope(IReadOnlyCollection<double> scores)
    {
        var descending = scores.OrderDescending().ToArray();
        var tail = Math.Min(Math.Max(5, (int)(descending.Length * TailShare)), descending.Length - 1);
        var meanExcess = descending.Take(tail).Average(score => score - descending[tail]);
        return 1 / (Math.Max(SmallestMeanExcess, meanExcess) * Math.Log(10));
    }

    /// <summary>Fits the curve to the held-out scores of one fold.</summary>
    public static SurvivalCurve Fit(IEnumerable<double> scores)
    {
        var ascending = scores.Order().ToArray();
        var (values, surprisals) = Knots(ascending);
        var low = ascending[0];
        var high = Math.Max(ascending[^1], low + 1e-6);
        var grid = new double[Points];
        for (int i = 0, knot = 0; i < Points; i++)
        {
            var x = low + ((high - low) * i / (Points - 1));
            while (knot < values.Count - 2 && values[knot + 1] <= x)
            {
                knot++;
            }

            grid[i] = values.Count == 1 ? surprisals[0] : Interpolate(x, values[knot], values[knot + 1], surprisals[knot], surprisals[knot + 1]);
        }

        return new(low, high, grid);
    }

    /// <summary>The same grid at other surprisals.</summary>
    public SurvivalCurve With(Func<double, double> surprisal) => new(Low, High, [.. Surprisals.Select(surprisal)]);

    /// <summary>−log10 of the survival at <paramref name="score"/>.</summary>
    public double At(double score, double tailSlope)
    {
        var position = Math.Clamp((score - Low) / (High - Low), 0, 1) * (Points - 1);
        var cell = Math.Min((int)position, Points - 2);
        var inside = Surprisals[cell] + ((position - cell) * (Surprisals[cell + 1] - Surprisals[cell]));
        return inside + (Math.Max(0, score - High) * tailSlope) + (Math.Min(0, score - Low) * LowSlope);
    }

    private static (List<double> Values, List<double> Surprisals) Knots(double[] ascending)
    {
        var values = new List<double>();
        var surprisals = new List<double>();
        for (var i = 0; i < ascending.Length; i++)
        {
            if (i == 0 || ascending[i] > values[^1] + Tie)
            {
                // Of equal scores the first has the largest survival, which is the cautious one.
                values.Add(ascending[i]);
                var survival = Math.Min((ascending.Length - i) / (ascending.Length + 1.0), 1 - (0.5 / (ascending.Length + 1)));
                surprisals.Add(-Math.Log10(survival));
            }
        }

        return (values, surprisals);
    }

    private static double Interpolate(double x, double x0, double x1, double y0, double y1) =>
        y0 + (Math.Clamp((x - x0) / (x1 - x0), 0, 1) * (y1 - y0));
}
