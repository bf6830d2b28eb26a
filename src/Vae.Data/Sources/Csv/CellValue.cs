using System.Globalization;
using System.Runtime.CompilerServices;

namespace Vae.Data.Sources.Csv;

/// <summary>What a cell can mean: a number, or nothing. Invariant culture always: a point before the decimals.</summary>
internal static class CellValue
{
    /// <summary>
    /// Reads a number that single precision can hold the size of, or NaN, which stands for missing, as an empty or blank cell does. Spaces around
    /// it do not matter.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNumber(ReadOnlySpan<byte> cell, out double value) =>
        PlainNumber.TryParse(cell, out value)
        || (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            ? !float.IsInfinity((float)value)
            : IsBlank(cell, out value));

    private static bool IsBlank(ReadOnlySpan<byte> cell, out double value)
    {
        value = double.NaN;
        return cell.Trim(" \t"u8).IsEmpty;
    }
}
