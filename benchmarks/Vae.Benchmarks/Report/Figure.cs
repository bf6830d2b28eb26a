using System.Globalization;

namespace Vae.Benchmarks.Report;

/// <summary>Numbers as they are printed: no more digits than a repetition would confirm.</summary>
internal static class Figure
{
    public static string Of(double value)
    {
        if (value < 10)
        {
            return value.ToString("0.00", CultureInfo.InvariantCulture);
        }

        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 2);
        return (Math.Round(value / unit) * unit).ToString("N0", CultureInfo.InvariantCulture);
    }

    public static string OfRatio(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
