namespace Vae.Data.Sources.Csv;

/// <summary>
/// Reads the numbers that tables are full of, such as <c>-12.5</c>: a sign, digits, a point, digits. Several times as fast as the general parser,
/// with the
/// same result to the last bit; anything else is left to that.
/// </summary>
internal static class PlainNumber
{
    /// <summary>Whole numbers up to here are exact in double precision.</summary>
    private const ulong MaxMantissa = 1UL << 53;

    /// <summary>The powers of ten that are exact in double precision, so that one division rounds once.</summary>
    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    /// <summary>Reads a plain number; false for text that is none, or that this method does not dare to round.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var isNegative = !text.IsEmpty && text[0] == '-';
        var digits = isNegative ? text[1..] : text;
        if (!TryReadDigits(digits, out var mantissa, out var decimals) || mantissa > MaxMantissa)
        {
            return false;
        }

        // Both are exact, so that the division rounds once.
        var number = mantissa / PowersOfTen[decimals];
        value = isNegative ? -number : number;
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, out ulong mantissa, out int decimals)
    {
        mantissa = 0;
        decimals = 0;
        var point = -1;
        if (text.Length is 0 or > 19)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
            }
            else if (text[i] == '.' && point < 0 && i > 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        decimals = point < 0 ? 0 : text.Length - 1 - point;
        return true;
    }
}
