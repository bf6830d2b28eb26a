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
    /// <param name="scores">Held-out scores of all folds, each with what it counts for.</param>
    public static double TailSlope(IReadOnlyCollection<WeightedScore> scores)
    {
        var descending = scores.OrderByDescending(score => score.Value).ToArray();
        var all = Math.Round(descending.Sum(score => score.Weight));
        var most = Math.Min(Math.Max(5, Math.Floor(all * TailShare)), all - 1) + WeightedScore.Rounding;
        var (tail, weight, excess) = (0, 0.0, 0.0);
        while (tail < descending.Length - 1 && weight + descending[tail].Weight <= most)
        {
            weight += descending[tail++].Weight;
        }

        foreach (var score in descending.Take(tail))
        {
            excess += score.Weight * (score.Value - descending[tail].Value);
        }

        return 1 / (Math.Max(SmallestMeanExcess, tail == 0 ? 0 : excess / weight) * Math.Log(10));
    }

    /// <summary>Fits the curve to the held-out scores of one fold.</summary>
    /// <param name="scores">The scores, each with what it counts for.</param>
    /// <param name="newRow">What the row to come counts for.</param>
    public static SurvivalCurve Fit(IEnumerable<WeightedScore> scores, double newRow = 1)
    {
        var ascending = scores.OrderBy(score => score.Value).ToArray();
        var (values, surprisals) = Knots(ascending, newRow);
        var low = ascending[0].Value;
        var high = Math.Max(ascending[^1].Value, low + 1e-6);
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

    private static (List<double> Values, List<double> Surprisals) Knots(WeightedScore[] ascending, double newRow)
    {
        var (values, surprisals) = (new List<double>(), new List<double>());
        var above = Math.Round(ascending.Sum(score => score.Weight));
        var all = above + newRow;
        for (var i = 0; i < ascending.Length;)
        {
            // Of equal scores the first has the largest survival, which is the cautious one.
            var (first, weight) = (ascending[i].Value, 0.0);
            for (; i < ascending.Length && ascending[i].Value <= first + Tie; i++)
            {
                weight += ascending[i].Weight;
            }

            above = Math.Max(0, above - weight);
            values.Add(first);
            surprisals.Add(-Math.Log10(Math.Min((above + Math.Max(newRow, weight)) / all, 1 - (0.5 / all))));
        }

        return (values, surprisals);
    }

    private static double Interpolate(double x, double x0, double x1, double y0, double y1) =>
        y0 + (Math.Clamp((x - x0) / (x1 - x0), 0, 1) * (y1 - y0));
}
