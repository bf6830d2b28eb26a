namespace Vae.MLNet.Features;

/// <summary>
/// Which columns lie so far from zero, for their spread, that single precision or the rule for constants would swallow what tells their rows apart,
/// and what to take off them first. Measured by median and deciles, which a few cells cannot move.
/// </summary>
internal static class FarFromZero
{
    /// <summary>
    /// A column is far where its median is more than this many times the middle four fifths: single precision then has fewer than 1,024 steps there.
    /// </summary>
    private const double FarRatio = 1 << 14;

    /// <summary>Of a constant this large, a step of one is less than the millionth that counts as no change.</summary>
    private const double LargeConstant = 500_000;

    /// <summary>The offset of a column: near its median, with no more digits than its spread asks for; 0 where none is needed.</summary>
    /// <param name="sketch">Its numbers.</param>
    public static double OffsetOf(ValueSketch sketch)
    {
        if (sketch.IsEmpty)
        {
            return 0;
        }

        var values = sketch.Values();
        var (centre, spread) = (Quantile(values, 0.5), Quantile(values, 0.9) - Quantile(values, 0.1));
        if (spread == 0)
        {
            // Nearly all are one value: what matters is how near the others come to it.
            spread = values.Select(pair => Math.Abs(pair.Value - centre)).Where(distance => distance > 0).DefaultIfEmpty(0).Min();
        }

        var isFar = spread > 0 ? Math.Abs(centre) > FarRatio * spread : Math.Abs(centre) >= LargeConstant;
        return isFar ? Rounded(centre, spread > 0 ? spread : 1) : 0;
    }

    /// <summary>The number rounded to the power of ten that is just below a spread.</summary>
    private static double Rounded(double value, double spread)
    {
        var digits = -(int)Math.Floor(Math.Log10(spread));
        if (digits > 0)
        {
            return digits <= 15 ? Math.Round(value, digits) : value;
        }

        var unit = Math.Pow(10, -digits);
        return Math.Round(value / unit) * unit;
    }

    private static double Quantile((double Value, long Count)[] values, double share)
    {
        var rank = share * (values.Sum(pair => pair.Count) - 1);
        long seen = 0;
        foreach (var (value, count) in values)
        {
            seen += count;
            if (seen > rank)
            {
                return value;
            }
        }

        return values[^1].Value;
    }
}
