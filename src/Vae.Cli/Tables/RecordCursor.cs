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
    private readonly ReadOnlySpan<byte> data = data;
    private Cell[] cells = new Cell[64];
    private int position;
    private long nextLine = firstLine;

    /// <summary>Where the next record starts, in bytes from the start of the data.</summary>
    public readonly int Position => position;

    /// <summary>The line on which the next record starts.</summary>
    public readonly long NextLine => nextLine;

    /// <summary>The line on which the current record starts, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Number of cells of the current record.</summary>
    public int Count { get; private set; }

    /// <summary>The content of a cell of the current record, without the quotes around it and with spaces around it.</summary>
    public readonly ReadOnlySpan<byte> this[int column]
    {
        get
        {
            var cell = cells[column];
            var content = data[cell.Start..cell.End];
            return cell.HasDoubledQuotes ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace("\"\"", "\"", StringComparison.Ordinal)) : content;
        }
    }

    /// <summary>The text of a cell of the current record, without quotes and spaces around it.</summary>
    public readonly string Text(int column) => Encoding.UTF8.GetString(this[column]).Trim();

    /// <summary>Moves to the next record.</summary>
    public bool MoveNext()
    {
        SkipBlankLines();
        Line = nextLine;
        Count = 0;
        if (position == data.Length)
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
        while (position < data.Length && data[position] is (byte)'\r' or (byte)'\n')
        {
            var end = data[position..].IndexOf((byte)'\n');
            var length = end < 0 ? data.Length - position : end + 1;
            if (!RecordScanner.IsBlank(data.Slice(position, length)))
            {
                return;
            }

            position += length;
            nextLine++;
        }
    }

    /// <summary>Reads one cell and what ends it; true at the end of the record.</summary>
    private bool ReadCell()
    {
        var cell = position < data.Length && data[position] == '"' ? ReadQuoted() : ReadPlain();
        if (Count == cells.Length)
        {
            Array.Resize(ref cells, cells.Length * 2);
        }

        cells[Count++] = cell;
        if (position == data.Length)
        {
            return true;
        }

        var isEnd = data[position++] == '\n';
        nextLine += isEnd ? 1 : 0;
        return isEnd;
    }

    private Cell ReadPlain()
    {
        var start = position;
        var length = data[start..].IndexOfAny(delimiter, (byte)'\n', (byte)'"');
        position = length < 0 ? data.Length : start + length;
        if (position < data.Length && data[position] == '"')
        {
            throw Flaw("must not have a quote inside an unquoted cell", "Put the whole cell in quotes and double the ones inside");
        }

        var atLineEnd = position == data.Length || data[position] == '\n';
        return new(start, atLineEnd && position > start && data[position - 1] == '\r' ? position - 1 : position, false);
    }

    private Cell ReadQuoted()
    {
        var start = ++position;
        var hasDoubledQuotes = false;
        while (true)
        {
            var length = data[position..].IndexOf((byte)'"');
            if (length < 0)
            {
                throw Flaw("must close every quote", "Look for a cell that starts with a quote");
            }

            nextLine += data.Slice(position, length).Count((byte)'\n');
            position += length + 1;
            if (position == data.Length || data[position] != '"')
            {
                break;
            }

            hasDoubledQuotes = true;
            position++;
        }

        var end = position - 1;
        if (data[position..] is [(byte)'\r'] or [(byte)'\r', (byte)'\n', ..])
        {
            position++;
        }

        if (position < data.Length && data[position] != delimiter && data[position] != '\n')
        {
            throw Flaw("must not have text after a closing quote", "Double the quotes inside the cell");
        }

        return new(start, end, hasDoubledQuotes);
    }

    private readonly InputException Flaw(string rule, string advice) =>
        new(FormattableString.Invariant($"Line {Line} of '{path}' {rule} (cell {Count + 1}). {advice}."));

    private readonly record struct Cell(int Start, int End, bool HasDoubledQuotes);
}
