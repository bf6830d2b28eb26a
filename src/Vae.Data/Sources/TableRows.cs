using System.Text;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data;

/// <summary>The rows of a block, one after the other. Where <see cref="Fault"/> is not null, the row's cells must not be asked for.</summary>
public abstract class TableRows
{
    /// <summary>The number of the current row among the data rows of the whole table, from 1.</summary>
    public abstract long Row { get; }

    /// <summary>The line of the file on which the current row starts, from 1; null where the source has no lines.</summary>
    public virtual long? Line => null;

    /// <summary>Why the current row cannot be taken apart; null where it can.</summary>
    public virtual RowFault? Fault => null;

    /// <summary>Moves to the next row, readable or not.</summary>
    /// <returns>False at the end of the block.</returns>
    public abstract bool MoveNext();

    /// <summary>The number in a cell of the current row.</summary>
    /// <param name="column">The column's place among <see cref="ITableSource.Columns"/>.</param>
    /// <param name="value">A number that single precision can hold the size of, with all its digits; or NaN where the cell is empty.</param>
    /// <returns>False where the cell holds anything else.</returns>
    public abstract bool TryNumber(int column, out double value);

    /// <summary>
    /// The text of a cell of the current row, as it stands; of a number, the shortest that is read back exactly, by the invariant culture.
    /// </summary>
    /// <param name="column">The column's place among <see cref="ITableSource.Columns"/>.</param>
    /// <returns>Valid until the next call of any method.</returns>
    public abstract ReadOnlySpan<char> Text(int column);

    /// <summary>The numbers in cells of the current row, as <see cref="TryNumber(int, out double)"/> gives them.</summary>
    /// <returns>How many were read before the first cell that holds anything else.</returns>
    internal virtual int Numbers(ReadOnlySpan<int> columns, Span<double> values)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (!TryNumber(columns[i], out values[i]))
            {
                return i;
            }
        }

        return columns.Length;
    }

    /// <summary>
    /// The number in a cell of the current row as <see cref="TryNumber(int, out double)"/> gives it, where the source has texts: as they are written
    /// so. A source that knows its numbers goes by itself.
    /// </summary>
    internal virtual bool TryNumber(int column, NumberFormat format, out double value) => TryNumber(column, out value);

    /// <summary>The text in UTF-8, for sinks that copy cells as they stand. Valid until the next call.</summary>
    internal virtual ReadOnlySpan<byte> Utf8(int column)
    {
        var text = Text(column);
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>The bytes of the current row as they stand in the file, with their line end; none where the source has no lines.</summary>
    internal virtual ReadOnlySpan<byte> Record => default;

    /// <summary>A fault of the current row.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="column">The column's name, or null.</param>
    /// <param name="sourceName">The source's name.</param>
    /// <param name="flaw">The message after the place, such as "must have a label; got none."</param>
    internal RowFault Flawed(RowFaultKind kind, string? column, string sourceName, string flaw) =>
        new(kind, Row, Line, column, PrintableText.Of(
            FormattableString.Invariant($"{(Line is null ? "Row" : "Line")} {Line ?? Row} of '{sourceName}' {flaw}")));
}
