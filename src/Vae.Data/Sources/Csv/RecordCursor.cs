using System.Runtime.CompilerServices;
using System.Text;

namespace Vae.Data.Sources.Csv;

/// <summary>
/// Takes records apart into cells (RFC 4180): a cell that starts with a quote runs to the next single quote and may hold delimiters, line feeds and
/// doubled quotes; elsewhere a quote is a flaw, and the record ends where <see cref="RecordScanner"/> says. Blank lines are skipped.
/// </summary>
/// <param name="data">Starts with whole records.</param>
/// <param name="length">Their size in bytes.</param>
/// <param name="delimiter">What stands between cells.</param>
/// <param name="firstLine">The line on which <paramref name="data"/> starts.</param>
/// <param name="cells">As many cells as a record is expected to have, 1 and up; it may have more.</param>
internal sealed class RecordCursor(byte[] data, int length, byte delimiter, long firstLine, int cells = 64)
{
    private Cell[] _cells = new Cell[cells];
    private CellMarks _marks = new(data, length, delimiter);
    private int _position;
    private long _nextLine = firstLine;

    /// <summary>Where the next record starts, in bytes from the start of the data.</summary>
    public int Position => _position;

    /// <summary>The line on which the next record starts.</summary>
    public long NextLine => _nextLine;

    /// <summary>The line on which the current record starts, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Why the current record cannot be taken apart, in words that follow its place; null where it can.</summary>
    public string? Flaw { get; private set; }

    /// <summary>Number of cells of the current record.</summary>
    public int Count { get; private set; }

    /// <summary>The content of a cell of the current record, without the quotes around it and with spaces around it.</summary>
    public ReadOnlySpan<byte> this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var cell = _cells[column];
            ReadOnlySpan<byte> content = data.AsSpan(cell.Start, cell.End - cell.Start);
            return cell.HasDoubledQuotes ? Undoubled(content) : content;
        }
    }

    /// <summary>What follows a place.</summary>
    private ReadOnlySpan<byte> From(int start) => data.AsSpan(start, length - start);

    /// <summary>Moves to the next record.</summary>
    [MethodImpl(HotCode.CompiledAtOnce)]
    public bool MoveNext()
    {
        SkipBlankLines();
        Line = _nextLine;
        Count = 0;
        Flaw = null;
        if (_position == length)
        {
            return false;
        }

        var start = _position;
        while (!ReadCell())
        {
        }

        if (Flaw is not null)
        {
            var record = RecordScanner.First(From(start));
            (_position, _nextLine) = (start + record.Length, Line + record.Lines);
        }

        return true;
    }

    private void SkipBlankLines()
    {
        while (_position < length && data[_position] is (byte)'\r' or (byte)'\n')
        {
            var end = From(_position).IndexOf((byte)'\n');
            var lineLength = end < 0 ? length - _position : end + 1;
            if (!RecordScanner.IsBlank(data.AsSpan(_position, lineLength)))
            {
                return;
            }

            _position += lineLength;
            _nextLine++;
        }
    }

    /// <summary>Reads one cell and what ends it; true at the end of the record, or at a flaw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ReadCell()
    {
        var cell = _position < length && data[_position] == '"' ? ReadQuoted() : ReadPlain();
        if (Flaw is not null)
        {
            return true;
        }

        if (Count == _cells.Length)
        {
            Array.Resize(ref _cells, _cells.Length * 2);
        }

        _cells[Count++] = cell;
        if (_position == length)
        {
            return true;
        }

        var isEnd = data[_position++] == '\n';
        _nextLine += isEnd ? 1 : 0;
        return isEnd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Cell ReadPlain()
    {
        var start = _position;
        _position = _marks.Next(start);
        if (_position < length && data[_position] == '"')
        {
            return Flawed("must not have a quote inside an unquoted cell", "Put the whole cell in quotes and double the ones inside");
        }

        var atLineEnd = _position == length || data[_position] == '\n';
        return new(start, atLineEnd && _position > start && data[_position - 1] == '\r' ? _position - 1 : _position, false);
    }

    private Cell ReadQuoted()
    {
        var start = ++_position;
        var hasDoubledQuotes = false;
        while (true)
        {
            var step = From(_position).IndexOf((byte)'"');
            if (step < 0)
            {
                return Flawed("must close every quote", "Look for a cell that starts with a quote");
            }

            _nextLine += data.AsSpan(_position, step).Count((byte)'\n');
            _position += step + 1;
            if (_position == length || data[_position] != '"')
            {
                break;
            }

            hasDoubledQuotes = true;
            _position++;
        }

        var end = _position - 1;
        if (From(_position) is [(byte)'\r'] or [(byte)'\r', (byte)'\n', ..])
        {
            _position++;
        }

        if (_position < length && data[_position] != delimiter && data[_position] != '\n')
        {
            return Flawed("must not have text after a closing quote", "Double the quotes inside the cell");
        }

        return new(start, end, hasDoubledQuotes);
    }

    private Cell Flawed(string rule, string advice)
    {
        Flaw = FormattableString.Invariant($"{rule} (cell {Count + 1}). {advice}.");
        return default;
    }

    private static byte[] Undoubled(ReadOnlySpan<byte> content) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace("\"\"", "\"", StringComparison.Ordinal));

    private readonly record struct Cell(int Start, int End, bool HasDoubledQuotes);
}
