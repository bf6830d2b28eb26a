using System.Globalization;

namespace Vae.MLNet.Reasons;

/// <summary>Numbers as people read them: no more digits than it takes to tell them from those beside them.</summary>
internal static class ReadableNumber
{
    /// <summary>Larger numbers, and ones that need more decimals, are written with an exponent.</summary>
    private const double Largest = 1e12;
    private const int MostDecimals = 6, MostDigits = 9;

    /// <summary>A number beside some others, which tell how fine it is to be written: their smallest distance gets two digits.</summary>
    public static string Of(float value, params ReadOnlySpan<float> beside)
    {
        var (distance, size) = (double.PositiveInfinity, 0.0);
        foreach (var one in beside)
        {
            size = float.IsFinite(one) ? Math.Max(size, Math.Abs((double)one)) : size;
            foreach (var other in beside)
            {
                var apart = Math.Abs((double)one - other);
                distance = apart > 0 && apart < distance ? apart : distance;
            }
        }

        if (!float.IsFinite(value))
        {
            return float.IsNaN(value) ? "missing" : value > 0 ? "infinity" : "-infinity";
        }

        distance = double.IsInfinity(distance) ? Math.Max(Math.Abs((double)value), double.Epsilon) : distance;
        var decimals = 1 - (int)Math.Floor(Math.Log10(distance));
        if (size >= Largest || decimals > MostDecimals)
        {
            var digits = Math.Clamp((int)Math.Floor(Math.Log10(Math.Max(size, double.Epsilon))) + decimals + 1, 2, MostDigits);
            return ((double)value).ToString("0." + new string('#', digits - 1) + "e+0", CultureInfo.InvariantCulture);
        }

        decimals = Math.Max(decimals, 0);
        var rounded = Math.Round((double)value, decimals, MidpointRounding.AwayFromZero);
        var text = rounded.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
