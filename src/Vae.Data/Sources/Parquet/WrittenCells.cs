using System.Globalization;

namespace Vae.Data.Sources.Parquet;

/// <summary>Cells that are known by what they are written as: dates, times and identifiers, which are no numbers, and decimals, which are.</summary>
/// <param name="write">Writes a value into some room.</param>
/// <param name="isNumber">True where what is written is a number: it becomes the nearest of double precision.</param>
internal sealed class WrittenCells<T>(WrittenCells<T>.Write write, bool isNumber = false) : ParquetValues<T>
    where T : struct
{
    /// <summary>Writes a value and returns the length of its text.</summary>
    public delegate int Write(T value, Span<char> room);

    public override bool TryNumber(int row, out double value)
    {
        value = double.NaN;
        if (IsMissing(row))
        {
            return true;
        }

        Span<char> room = stackalloc char[LongestText];
        return isNumber && double.TryParse(Text(row, room), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && !float.IsInfinity((float)value);
    }

    public override ReadOnlySpan<char> Text(int row, Span<char> room) => IsMissing(row) ? "" : room[..write(this[row], room)];
}
