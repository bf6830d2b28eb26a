using System.Globalization;

namespace Vae.MLNet.Reasons;

/// <summary>Numbers as people read them: no more digits than it takes to tell them from those beside them.</summary>
internal static class ReadableNumber
{
    /// <summary>Larger numbers, and ones that need more decimals, are written with an exponent.</summary>
    private const double Largest = 1e12;

    /// <summary>Up to here a number is written out where an exponent would hide what tells it from its neighbours, as of clocks.</summary>
    private const double LargestPlain = 1e15;

    private const int MostDecimals = 6, MostDigits = 9;

    /// <summary>A number beside some others, which tell how fine it is to be written: their smallest distance gets two digits.</summary>
    public static string Of(double value, params ReadOnlySpan<double> beside)
    {
        var (distance, size) = (double.PositiveInfinity, 0.0);
        foreach (var one in beside)
        {
            size = double.IsFinite(one) ? Math.Max(size, Math.Abs(one)) : size;
            foreach (var other in beside)
            {
                var apart = Math.Abs(one - other);
                distance = apart > 0 && apart < distance ? apart : distance;
            }
        }

        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "missing" : value > 0 ? "infinity" : "-infinity";
        }

        distance = double.IsInfinity(distance) ? Math.Max(Math.Abs(value), double.Epsilon) : distance;
        var decimals = 1 - (int)Math.Floor(Math.Log10(distance));
        var digits = (int)Math.Floor(Math.Log10(Math.Max(size, double.Epsilon))) + decimals + 1;
        if ((size >= Largest && (digits <= MostDigits || size >= LargestPlain)) || decimals > MostDecimals)
        {
            return value.ToString("0." + new string('#', Math.Clamp(digits, 2, MostDigits) - 1) + "e+0", CultureInfo.InvariantCulture);
        }

        decimals = Math.Max(decimals, 0);
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        var text = rounded.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
