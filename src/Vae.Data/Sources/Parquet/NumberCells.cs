using System.Globalization;
using System.Numerics;

namespace Vae.Data.Sources.Parquet;

/// <summary>Numbers of any size; texts have all digits.</summary>
internal sealed class NumberCells<T> : ParquetValues<T>
    where T : struct, INumberBase<T>
{
    public override bool TryNumber(int row, out double value)
    {
        value = IsMissing(row) ? double.NaN : double.CreateTruncating(this[row]);
        return !float.IsInfinity((float)value);
    }

    public override ReadOnlySpan<char> Text(int row, Span<char> room) =>
        !IsMissing(row) && !T.IsNaN(this[row]) && this[row].TryFormat(room, out var length, default, CultureInfo.InvariantCulture)
            ? room[..length] : "";
}
