using Vae.MLNet.Features;

namespace Vae.Data.Sources.Parquet;

/// <summary>The rows of a block, over the columns of its row group.</summary>
internal sealed class ParquetRows(ParquetReading reading, ParquetCells?[] cells, int first, int rows, long firstRow) : TableRows
{
    private readonly char[] _text = new char[ParquetCells.LongestText];
    private readonly int[] _doubtful = [.. Enumerable.Range(0, cells.Length).Where(column => cells[column] is TextCells { HasDoubts: true })];
    private int _row = -1;
    private RowFault? _fault;

    public override long Row => firstRow + _row;

    public override RowFault? Fault => _fault;

    public override bool MoveNext()
    {
        if (++_row >= rows)
        {
            return false;
        }

        _fault = null;
        foreach (var column in _doubtful)
        {
            if (((TextCells)cells[column]!).IsDoubtful(first + _row))
            {
                _fault = Flawed(
                    RowFaultKind.Encoding, reading.Columns[column].Name, reading.Name,
                    $"must have UTF-8 text in column '{reading.Columns[column].Name}'; got other bytes. Write the file again.");
                break;
            }
        }

        return true;
    }

    public override bool TryNumber(int column, out double value) => cells[column]!.TryNumber(first + _row, out value);

    public override ReadOnlySpan<char> Text(int column) => cells[column]!.Text(first + _row, _text);

    /// <summary>Texts are read as they are written; numbers go by themselves.</summary>
    internal override bool TryNumber(int column, NumberFormat format, out double value) => cells[column] is not TextCells
        ? TryNumber(column, out value)
        : format.TryCell(Text(column), out value);

    internal override int Numbers(ReadOnlySpan<int> columns, Span<double> values)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (!cells[columns[i]]!.TryNumber(first + _row, out values[i]))
            {
                return i;
            }
        }

        return columns.Length;
    }
}
