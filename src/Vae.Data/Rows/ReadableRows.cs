namespace Vae.Data.Rows;

/// <summary>The rows of a block that can be read, each with what its label says. The others are the policy's.</summary>
internal sealed class ReadableRows(TableBlock block, LabelColumn? label, FaultPolicy policy)
{
    /// <summary>The cells of the current row.</summary>
    public TableRows Cells { get; } = block.Open();

    /// <summary>True where the current row's label says so; false for all without a label column.</summary>
    public bool IsAnomaly { get; private set; }

    /// <summary>Moves to the next row that can be read.</summary>
    public bool MoveNext()
    {
        while (Cells.MoveNext())
        {
            if ((Cells.Fault ?? LabelFault()) is not { } fault)
            {
                return true;
            }

            policy.Meet(fault);
        }

        return false;
    }

    private RowFault? LabelFault()
    {
        if (label?.IsAnomaly(Cells) is { } isAnomaly)
        {
            IsAnomaly = isAnomaly;
            return null;
        }

        return label?.Missing(Cells);
    }
}
