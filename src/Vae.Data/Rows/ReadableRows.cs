namespace Vae.Data.Rows;

/// <summary>
/// The rows of a block that can be read, each with what its label says; rows without a label are left out and counted. Those that cannot be read are
/// noted.
/// </summary>
internal sealed class ReadableRows(TableBlock block, LabelColumn? label, BadRows bad)
{
    /// <summary>The cells of the current row.</summary>
    public TableRows Cells { get; } = block.Open();

    /// <summary>True where the current row's label says so; false for all without a label column.</summary>
    public bool IsAnomaly { get; private set; }

    /// <summary>Rows so far that have no label.</summary>
    public int Unlabelled { get; private set; }

    /// <summary>Moves to the next row that can be read and has a label where one is asked for.</summary>
    public bool MoveNext()
    {
        while (Cells.MoveNext())
        {
            if (Cells.Fault is { } fault)
            {
                bad.Meet(fault, Cells);
            }
            else if (label is null)
            {
                return true;
            }
            else if (label.IsAnomaly(Cells) is { } isAnomaly)
            {
                IsAnomaly = isAnomaly;
                return true;
            }
            else
            {
                Unlabelled++;
            }
        }

        return false;
    }
}
