namespace Vae.Data.Runs;

/// <summary>The cells of a block as they stand, row by row in its order, for results that quote or copy them.</summary>
internal sealed class BlockCells(TableBlock block)
{
    /// <summary>The current row.</summary>
    public TableRows Row { get; } = block.Open();

    /// <summary>Moves on to a row; those that were left out have no results.</summary>
    /// <param name="number">The row's place among the data rows of the table.</param>
    public void MoveTo(long number)
    {
        while (Row.MoveNext() && Row.Row < number)
        {
        }
    }

    /// <summary>Copies cells of the current row; of one that cannot be taken apart, there are none.</summary>
    public void Copy(IEnumerable<int> columns, CellWriter cells)
    {
        foreach (var column in columns)
        {
            if (Row.Fault is null)
            {
                cells.AddUtf8(Row.Utf8(column));
            }
            else
            {
                cells.AddMissing();
            }
        }
    }
}
