using Parquet;
using Parquet.Schema;

namespace Vae.Data.Sources.Parquet;

/// <summary>The cells of one column of a row group. Filled by one thread, then read by several.</summary>
internal abstract class ParquetCells
{
    /// <summary>Room for any number, date or time as text; texts stand for themselves.</summary>
    public const int LongestText = 128;

    /// <summary>Takes over a column of a row group.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="field">The column.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="memory">Gives the arrays, which <see cref="LetGo"/> returns.</param>
    /// <exception cref="InvalidDataException">It has fewer values than rows.</exception>
    public abstract void Load(ParquetRowGroupReader group, DataField field, int rows, ColumnMemory memory);

    /// <summary>Gives the arrays back, once nobody reads the cells any more.</summary>
    public abstract void LetGo(ColumnMemory memory);

    /// <summary>The number in a cell: one that single precision can hold the size of, or NaN for a missing one; false for anything else.</summary>
    public abstract bool TryNumber(int row, out double value);

    /// <summary>The text of a cell, empty for a missing one.</summary>
    /// <param name="row">The row's place in the row group.</param>
    /// <param name="room">Room for a text that has to be made.</param>
    public abstract ReadOnlySpan<char> Text(int row, Span<char> room);
}
