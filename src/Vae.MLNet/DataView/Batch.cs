using System.Runtime.ExceptionServices;
using Microsoft.ML.Data;
using Vae.MLNet.Inference;

namespace Vae.MLNet.DataView;

/// <summary>Rows read ahead: their features and results in a slot, the columns passed through, and what identifies the rows.</summary>
internal sealed class Batch(ScoringSlot slot, ColumnBuffer[] columns)
{
    public ScoringSlot Slot { get; } = slot;

    public ColumnBuffer[] Columns { get; } = columns;

    public DataViewRowId[] Ids { get; private set; } = [];

    /// <summary>The input's batch numbers, by which parallel cursors are put in order; not the batches of this class.</summary>
    public long[] InputBatches { get; private set; } = [];

    public int Rows { get; set; }

    /// <summary>True while somebody reads or scores it.</summary>
    public bool IsInWork { get; set; }

    /// <summary>True when nothing follows: the input has ended, or failed after these rows.</summary>
    public bool IsLast { get; set; }

    /// <summary>What reading or scoring failed with; due when the rows before it have been handed out.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }

    /// <summary>What is left of this last batch when its rows have been handed out: its failure, if any.</summary>
    public Batch Exhausted()
    {
        Rows = 0;
        return this;
    }

    public void Reserve(int rows)
    {
        Slot.Reserve(rows);
        if (rows > Ids.Length)
        {
            Ids = new DataViewRowId[rows];
            InputBatches = new long[rows];
        }

        foreach (var column in Columns)
        {
            column.Reserve(rows);
        }
    }
}
