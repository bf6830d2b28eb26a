using System.Text;

namespace Vae.Cli.Tables;

/// <summary>
/// Takes records apart into cells (RFC 4180): a cell that starts with a quote runs to the next single quote and may hold delimiters, line feeds and
/// doubled quotes; elsewhere a quote is an error. Blank lines are skipped.
/// </summary>
/// <param name="data">Whole records.</param>
/// <param name="delimiter">What stands between cells.</param>
/// <param name="path">The file, for errors.</param>
/// <param name="firstLine">The line on which <paramref name="data"/> starts, for errors.</param>
internal ref struct RecordCursor(ReadOnlySpan<byte> data, byte delimiter, string path, long firstLine)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private Cell[] _cells = new Cell[64];
    private int _position;
    private long _nextLine = firstLine;

    /// <summary>Where the next record starts, in bytes from the start of the _data.</summary>
    public readonly int Position => _position;

    /// <summary>The line on which the next record starts.</summary>
    public readonly long NextLine => _nextLine;

    /// <summary>The line on which the current record starts, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Number of cells of the current record.</summary>
    public int Count { get; private set; }

    /// <summary>The content of a cell of the current record, without the quotes around it and with spaces around it.</summary>
    public readonly ReadOnlySpan<byte> this[int column]
    {
        get
        {
            var cell = _cells[column];
            var content = _data[cell.Start..cell.End];
            return cell.HasDoubledQuotes ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace("\"\"", "\"", StringComparison.Ordinal)) : content;
        }
    }

    /// <summary>The text of a cell of the current record, without quotes and spaces around it.</summary>
    public readonly string Text(int column) => Encoding.UTF8.GetString(this[column]).Trim();

    /// <summary>Moves to the next record.</summary>
    public bool MoveNext()
    {
        SkipBlankLines();
        Line = _nextLine;
        Count = 0;
        if (_position == _data.Length)
        {
            return false;
        }

        while (!ReadCell())
        {
        }

        return true;
    }

    private void SkipBlankLines()
    {
        while (_position < _data.Length && _data[_position] is (byte)'\r' or (byte)'\n')
        {
            var end = _data[_position..].IndexOf((byte)'\n');
            var length = end < 0 ? _data.Length - _position : end + 1;
            if (!RecordScanner.IsBlank(_data.Slice(_position, length)))
            {
                return;
            }

            _position += length;
            _nextLine++;
        }
    }

    /// <summary>Reads one cell and what ends it; true at the end of the record.</summary>
    private bool ReadCell()
    {
        var cell = _position < _data.Length && _data[_position] == '"' ? ReadQuoted() : ReadPlain();
        if (Count == _cells.Length)
        {
            Array.Resize(ref _cells, _cells.Length * 2);
        }

        _cells[Count++] = cell;
        if (_position == _data.Length)
        {
            return true;
        }

        var isEnd = _data[_position++] == '\n';
        _nextLine += isEnd ? 1 : 0;
        return isEnd;
    }

    private Cell ReadPlain()
    {
        var start = _position;
        var length = _data[start..].IndexOfAny(delimiter, (byte)'\n', (byte)'"');
        _position = length < 0 ? _data.Length : start + length;
        if (_position < _data.Length && _data[_position] == '"')
        {
            throw Flaw("must not have a quote inside an unquoted cell", "Put the whole cell in quotes and double the ones inside");
        }

        var atLineEnd = _position == _data.Length || _data[_position] == '\n';
        return new(start, atLineEnd && _position > start && _data[_position - 1] == '\r' ? _position - 1 : _position, false);
    }

    private Cell ReadQuoted()
    {
        var start = ++_position;
        var hasDoubledQuotes = false;
        while (true)
        {
            var length = _data[_position..].IndexOf((byte)'"');
            if (length < 0)
            {
                throw Flaw("must close every quote", "Look for a cell that starts with a quote");
            }

            _nextLine += _data.Slice(_position, length).Count((byte)'\n');
            _position += length + 1;
            if (_position == _data.Length || _data[_position] != '"')
            {
                break;
            }

            hasDoubledQuotes = true;
            _position++;
        }

        var end = _position - 1;
        if (_data[_position..] is [(byte)'\r'] or [(byte)'\r', (byte)'\n', ..])
        {
            _position++;
        }

        if (_position < _data.Length && _data[_position] != delimiter && _data[_position] != '\n')
        {
            throw Flaw("must not have text after a closing quote", "Double the quotes inside the cell");
        }

        return new(start, end, hasDoubledQuotes);
    }

    private readonly InputException Flaw(string rule, string advice) =>
        new(FormattableString.Invariant($"Line {Line} of '{path}' {rule} (cell {Count + 1}). {advice}."));

    private readonly record struct Cell(int Start, int End, bool HasDoubledQuotes);
}
