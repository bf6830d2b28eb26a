namespace Vae.Cli.Tables;

/// <summary>The data rows of one block: a cursor that also refuses a row with more or fewer cells than the header.</summary>
internal ref struct TableRows(TableFile file, TableBlock block)
{
    private RecordCursor cursor = new(block.Bytes, file.Delimiter, file.Path, block.FirstLine);

    /// <summary>The number of the current row among the data rows, counted from 1.</summary>
    public long Row { get; private set; } = block.FirstRow - 1;

    public readonly long Line => cursor.Line;

    public readonly ReadOnlySpan<byte> this[int column] => cursor[column];

    public readonly string Text(int column) => cursor.Text(column);

    /// <summary>Moves to the next row.</summary>
    /// <exception cref="InputException">The row cannot be taken apart, or has the wrong number of cells.</exception>
    public bool MoveNext()
    {
        if (!cursor.MoveNext())
        {
            return false;
        }

        Row++;
        return cursor.Count == file.Columns.Count
            ? true
            : throw new InputException(FormattableString.Invariant(
                $"Line {Line} of '{file.Path}' must have {file.Columns.Count} cells, like its header; got {cursor.Count}. Look for a missing delimiter '{(char)file.Delimiter}' or quote."));
    }
}
