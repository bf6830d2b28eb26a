using System.Runtime.CompilerServices;

namespace Vae.Data.Sources.Csv;

/// <summary>
/// Reads the numbers that tables are full of, such as <c>-12.5</c>: a sign, digits, a point, digits. Several times as fast as the general parser,
/// with the same result to the last bit; anything else is left to that.
/// </summary>
internal static class PlainNumber
{
    /// <summary>Whole numbers up to here are exact in double precision.</summary>
    private const ulong MaxMantissa = 1UL << 53;

    /// <summary>The powers of ten that are exact in double precision, so that one division rounds once.</summary>
    private static ReadOnlySpan<double> PowersOfTen =>
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    /// <summary>More characters than this could be more digits than a word of 64 bits holds.</summary>
    private const int MaxLength = 19;

    /// <summary>Reads a plain number; false for text that is none, or that this method does not dare to round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        var sign = !text.IsEmpty && text[0] == '-' ? 1 : 0;
        var digits = text[sign..];
        if (!(digits.Length is >= FewDigits.Least and <= FewDigits.Most
            ? FewDigits.TryRead(digits, out var mantissa, out var decimals)
            : TryReadDigits(digits, out mantissa, out decimals)))
        {
            value = 0;
            return false;
        }

        // Both are exact, so that the division rounds once. The sign is set without a branch: nobody can foretell it.
        var number = mantissa / PowersOfTen[decimals];
        value = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(number) | ((long)sign << 63));
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, out long mantissa, out int decimals)
    {
        mantissa = 0;
        decimals = 0;
        if (text.Length > MaxLength)
        {
            return false;
        }

        var number = 0UL;
        var end = ReadDigits(text, 0, ref number);
        if (end > 0 && end < text.Length && text[end] == '.')
        {
            var point = end;
            end = ReadDigits(text, point + 1, ref number);
            decimals = end - point - 1;
        }

        mantissa = (long)number;
        return end > 0 && end == text.Length && number <= MaxMantissa;
    }

    /// <summary>Takes the digits from a place on into a number; returns where they end.</summary>
    private static int ReadDigits(ReadOnlySpan<byte> text, int start, ref ulong number)
    {
        var place = start;
        for (; place < text.Length && (uint)(text[place] - '0') is <= 9 and var digit; place++)
        {
            number = (number * 10) + digit;
        }

        return place;
    }
}
