namespace Vae.Cli.Tables;

/// <summary>The data rows of one block: a cursor that also refuses a row with more or fewer cells than the header.</summary>
internal ref struct TableRows(TableFile file, TableBlock block)
{
    private RecordCursor _cursor = new(block.Bytes, file.Delimiter, file.Path, block.FirstLine);

    /// <summary>The number of the current row among the data rows, counted from 1.</summary>
    public long Row { get; private set; } = block.FirstRow - 1;

    public readonly long Line => _cursor.Line;

    public readonly ReadOnlySpan<byte> this[int column] => _cursor[column];

    public readonly string Text(int column) => _cursor.Text(column);

    /// <summary>Moves to the next row.</summary>
    /// <exception cref="InputException">The row cannot be taken apart, or has the wrong number of cells.</exception>
    public bool MoveNext()
    {
        if (!_cursor.MoveNext())
        {
            return false;
        }

        Row++;
        return _cursor.Count == file.Columns.Count
            ? true
            : throw new InputException(FormattableString.Invariant(
                $"Line {Line} of '{file.Path}' must have {file.Columns.Count} cells, like its header; got {_cursor.Count}. Look for a missing delimiter '{(char)file.Delimiter}' or quote."));
    }
}
