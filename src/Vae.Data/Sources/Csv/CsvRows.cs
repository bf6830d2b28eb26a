using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Vae.MLNet.Features;

namespace Vae.Data.Sources.Csv;

/// <summary>The data rows of one block of a file: records, of which each must have as many cells as the header.</summary>
/// <param name="source">The table.</param>
/// <param name="buffer">Starts with the records.</param>
/// <param name="length">Their size in bytes.</param>
/// <param name="firstLine">The line on which they start.</param>
/// <param name="firstRow">The number of the first.</param>
/// <param name="isUtf8">True where all of them are UTF-8, so that none is looked at again.</param>
internal sealed class CsvRows(CsvSource source, byte[] buffer, int length, long firstLine, long firstRow, bool isUtf8) : TableRows
{
    private readonly RecordCursor _cursor = new(buffer, length, source.Delimiter, firstLine, source.Columns.Count);
    private long _row = firstRow - 1;
    private RowFault? _fault;
    private int _start;
    private char[] _text = [];

    public override long Row => _row;

    public override long? Line => _cursor.Line;

    public override RowFault? Fault => _fault;

    /// <summary>The current record and the blank lines before it.</summary>
    private ReadOnlySpan<byte> Read => buffer.AsSpan(_start, _cursor.Position - _start);

    public override bool MoveNext()
    {
        var line = _cursor.NextLine;
        _start = _cursor.Position;
        if (!_cursor.MoveNext())
        {
            return false;
        }

        _row++;
        _fault = !isUtf8 && NoUtf8(Read, line) is { } encoding ? encoding
            : _cursor.Flaw is { } flaw ? Flawed(RowFaultKind.Quote, null, source.Name, flaw)
            : _cursor.Count == source.Columns.Count || HasEmptyEnd() ? null
            : Flawed(RowFaultKind.CellCount, null, source.Name, string.Create(
                CultureInfo.InvariantCulture,
                $"must have {source.Columns.Count} cells, like its header; got {_cursor.Count}. ") + Advice());
        return true;
    }

    public override bool TryNumber(int column, out double value) => CellValue.TryNumber(_cursor[column], out value);

    internal override bool TryNumber(int column, NumberFormat format, out double value) =>
        format.TryCell(Text(column), out value);

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
    [MethodImpl(HotCode.CompiledAtOnce)]
    internal override int Numbers(ReadOnlySpan<int> columns, Span<double> values)
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

    internal override ReadOnlySpan<byte> Record => Read.TrimStart("\r\n"u8);

    internal override ReadOnlySpan<byte> Utf8(int column) => _cursor[column];

    /// <summary>True for a row whose line ends with one more delimiter than the header, as some programs write each.</summary>
    private bool HasEmptyEnd() => _cursor.Count == source.Columns.Count + 1 && _cursor[_cursor.Count - 1].Trim(" \t"u8).IsEmpty;

    private string Advice() => Record[0] == (byte)'#'
        ? "Comments are read before the rows only: take the line out."
        : $"Look for a missing delimiter '{(char)source.Delimiter}' or quote.";

    /// <summary>
    /// The fault of a record with bytes of another encoding: they would all become one replacement character, and different texts one category.
    /// </summary>
    private RowFault? NoUtf8(ReadOnlySpan<byte> record, long line) => InvalidUtf8.In(record) is >= 0 and var place
        ? new(RowFaultKind.Encoding, Row, Line, null, InvalidUtf8.Message(
            source.Name, line + record[..place].Count((byte)'\n'), record[place], source.Options.Names.Encoding))
        : null;
}
