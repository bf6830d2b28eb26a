using System.Globalization;
using System.Text;

namespace Vae.Data.Sources.Csv;

/// <summary>The data rows of one block of a file: records, of which each must have as many cells as the header.</summary>
internal sealed class CsvRows(CsvSource source, byte[] buffer, int length, long firstLine, long firstRow) : TableRows
{
    private readonly RecordCursor _cursor = new(buffer, length, source.Delimiter, firstLine);
    private long _row = firstRow - 1;
    private RowFault? _fault;
    private char[] _text = [];

    public override long Row => _row;

    public override long? Line => _cursor.Line;

    public override RowFault? Fault => _fault;

    public override bool MoveNext()
    {
        if (!_cursor.MoveNext())
        {
            return false;
        }

        _row++;
        _fault = _cursor.Flaw is { } flaw ? Flawed(RowFaultKind.Quote, null, source.Name, flaw)
            : _cursor.Count == source.Columns.Count ? null
            : Flawed(RowFaultKind.CellCount, null, source.Name, string.Create(
                CultureInfo.InvariantCulture,
                $"must have {source.Columns.Count} cells, like its header; got {_cursor.Count}. "
                + $"Look for a missing delimiter '{(char)source.Delimiter}' or quote."));
        return true;
    }

    public override bool TryNumber(int column, out float value) => CellValue.TryNumber(_cursor[column], out value);

    public override ReadOnlySpan<char> Text(int column)
    {
        var cell = _cursor[column];
        if (_text.Length < cell.Length)
        {
            _text = new char[Math.Max(2 * _text.Length, cell.Length)];
        }

        return _text.AsSpan(0, Encoding.UTF8.GetChars(cell, _text));
    }

    /// <summary>The same as the base class does, without a call that nobody can see through for every cell.</summary>
    internal override int Numbers(ReadOnlySpan<int> columns, Span<float> values)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (!CellValue.TryNumber(_cursor[columns[i]], out values[i]))
            {
                return i;
            }
        }

        return columns.Length;
    }

    internal override ReadOnlySpan<byte> Utf8(int column) => _cursor[column];
}
