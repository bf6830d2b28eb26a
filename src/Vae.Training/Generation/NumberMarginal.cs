using Vae.MLNet.Generation;

namespace Vae.Training.Generation;

/// <summary>
/// The way of one drawn number to values as the training rows have them: its rank among drawn numbers, then the training rows' quantile at that
/// rank. What comes out keeps to their range, steps and rounding.
/// </summary>
/// <param name="Kind">Whether values lie on a line or are steps.</param>
/// <param name="Drawn">Rising drawn numbers [knots]: of a line those of the values, of steps the least drawn number of each.</param>
/// <param name="Values">Rising values [knots].</param>
/// <param name="Decimals">What values are rounded to, or <see cref="ValueDecimals.Any"/>.</param>
internal sealed record NumberMarginal(MarginalKind Kind, float[] Drawn, float[] Values, int Decimals)
{
    /// <summary>Knots of a marginal.</summary>
    public const int Knots = 129;

    /// <summary>A value that fewer rows hold is never given as it stands.</summary>
    private const int RowsPerValue = 3;

    /// <summary>Share of the rows whose values must be held by enough rows for the values to be steps.</summary>
    private const double StepShare = 0.9;

    /// <summary>Fits the way.</summary>
    /// <param name="drawn">Drawn numbers, in rising order.</param>
    /// <param name="values">The finite values of the training rows, in rising order; at least one.</param>
    public static NumberMarginal Fit(float[] drawn, float[] values)
    {
        var counts = values.CountBy(value => value).Where(pair => pair.Value >= RowsPerValue).ToArray();
        var steps = counts.Length is > 0 and <= Knots && counts.Sum(pair => pair.Value) >= StepShare * values.Length;
        return steps ? Steps(drawn, counts) : Line(drawn, values);
    }

    /// <summary>Where a rank, 0 to 1, lies among rising numbers, between two of them where it must.</summary>
    private static float Quantile(float[] rising, double rank)
    {
        var place = rank * (rising.Length - 1);
        var below = Math.Min((int)place, rising.Length - 1);
        var above = Math.Min(below + 1, rising.Length - 1);
        return (float)(rising[below] + ((place - below) * ((double)rising[above] - rising[below])));
    }

    private static NumberMarginal Steps(float[] drawn, KeyValuePair<float, int>[] counts)
    {
        var (below, total) = (0, counts.Sum(pair => pair.Value));
        var starts = Enumerable.Repeat(float.MaxValue, Knots).ToArray();
        var values = Enumerable.Repeat(counts[^1].Key, Knots).ToArray();
        for (var step = 0; step < counts.Length; step++)
        {
            starts[step] = step == 0 ? float.MinValue : Quantile(drawn, below / (double)total);
            values[step] = counts[step].Key;
            below += counts[step].Value;
        }

        return new(MarginalKind.Steps, starts, values, ValueDecimals.Any);
    }

    private static NumberMarginal Line(float[] drawn, float[] values)
    {
        var (places, line) = (new float[Knots], new float[Knots]);
        for (var knot = 0; knot < Knots; knot++)
        {
            var rank = knot / (double)(Knots - 1);
            places[knot] = Quantile(drawn, rank);
            line[knot] = Math.Max(Typical(values, rank), knot == 0 ? float.MinValue : line[knot - 1]);
        }

        return new(MarginalKind.Line, places, line, ValueDecimals.Of(values));
    }

    /// <summary>
    /// The mean of the values around a rank, the extremes left out: no row's own value, unless several rows hold it.
    /// </summary>
    private static float Typical(float[] values, double rank)
    {
        var reach = Math.Max(1, values.Length / (4 * (Knots - 1)));
        var last = values.Length - 1;
        var centre = (int)Math.Clamp(Math.Round(rank * last), Math.Min(reach + 1, last / 2), Math.Max(last - reach - 1, last / 2));
        var around = values.AsSpan(Math.Max(0, centre - reach)..Math.Min(values.Length, centre + reach + 1));
        var middle = values[centre];
        var (sum, same) = (0.0, 0);
        foreach (var value in around)
        {
            sum += value;
            same += value.Equals(middle) ? 1 : 0;
        }

        return same >= RowsPerValue || 2 * same > around.Length ? middle : (float)(sum / around.Length);
    }
}
