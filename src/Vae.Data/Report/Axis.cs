using System.Globalization;

namespace Vae.Data.Report;

/// <summary>One axis of a chart: from values to places, with marks at round numbers.</summary>
internal sealed class Axis
{
    private const int Marks = 5;

    /// <summary>The low end of an axis for counts.</summary>
    private const double Nothing = 0.6;

    private readonly double _low, _high;

    private Axis(double low, double high, bool isLogarithmic, string title) =>
        (_low, _high, IsLogarithmic, Title) = (low, high, isLogarithmic, title);

    public string Title { get; }

    private bool IsLogarithmic { get; }

    /// <summary>An axis with equal steps, that holds both ends.</summary>
    public static Axis Linear(double low, double high, string title) => new(low, high > low ? high : low + 1, false, title);

    /// <summary>An axis with equal factors, from a power of ten to a power of ten.</summary>
    public static Axis Logarithmic(double low, double high, string title)
    {
        var (first, last) = (Math.Floor(Math.Log10(low)), Math.Ceiling(Math.Log10(high)));
        return new(first, last > first ? last : first + 1, true, title);
    }

    /// <summary>An axis for counts, with equal factors: what was counted once stands above the low end.</summary>
    public static Axis Counts(int most, string title) =>
        new(Math.Log10(Nothing), Math.Max(Math.Ceiling(Math.Log10(Math.Max(most, 1))), 1), true, title);

    /// <summary>Where a value stands: 0 at the low end, 1 at the high end, no further out.</summary>
    public double Place(double value)
    {
        var position = IsLogarithmic ? Math.Log10(Math.Max(value, double.Epsilon)) : value;
        return Math.Clamp((position - _low) / (_high - _low), 0, 1);
    }

    /// <summary>The values with a mark, and their texts.</summary>
    public IEnumerable<(double Value, string Text)> Ticks()
    {
        if (IsLogarithmic)
        {
            for (var power = Math.Ceiling(_low); power <= _high + 1e-9; power++)
            {
                var value = Math.Pow(10, power);
                yield return (value, value.ToString(power is > 5 or < -4 ? "0e+0" : "#,0.####", CultureInfo.InvariantCulture));
            }

            yield break;
        }

        var step = Step();
        for (var mark = Math.Ceiling((_low / step) - 1e-9) * step; mark <= _high + (1e-9 * step); mark += step)
        {
            var rounded = Math.Round(mark / step) * step;
            yield return (rounded, Text(rounded, step));
        }
    }

    /// <summary>1, 2 or 5 times a power of ten, so that there are about five marks.</summary>
    private double Step()
    {
        var rough = (_high - _low) / Marks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
    }

    private static string Text(double value, double step)
    {
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 8);
        var text = value.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
