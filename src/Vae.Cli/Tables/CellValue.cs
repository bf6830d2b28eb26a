using System.Globalization;

namespace Vae.Cli.Tables;

/// <summary>What a cell can mean: a number, or nothing. Invariant culture always: a point before the decimals.</summary>
internal static class CellValue
{
    /// <summary>Reads a finite number, or NaN, which stands for missing. Spaces around it do not matter.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> cell, out float value) =>
        PlainNumber.TryParse(cell, out value)
        || (float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !float.IsInfinity(value));

    /// <summary>True for an empty or blank cell and for NaN.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> cell) =>
        cell.Trim(" \t"u8) is var trimmed && (trimmed.IsEmpty || (trimmed.Length == 3 && TryNumber(trimmed, out var value) && float.IsNaN(value)));
}
