using System.Globalization;

namespace Vae.Data.Sources.Csv;

/// <summary>What a cell can mean: a number, or nothing. Invariant culture always: a point before the decimals.</summary>
internal static class CellValue
{
    /// <summary>Reads a finite number, or NaN, which stands for missing, as an empty or blank cell does. Spaces around it do not matter.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> cell, out float value) =>
        PlainNumber.TryParse(cell, out value)
        || (float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) ? !float.IsInfinity(value) : IsBlank(cell, out value));

    private static bool IsBlank(ReadOnlySpan<byte> cell, out float value)
    {
        value = float.NaN;
        return cell.Trim(" \t"u8).IsEmpty;
    }
}
