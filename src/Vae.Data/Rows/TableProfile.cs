using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>What the training rows of a block, and then of the whole table, hold.</summary>
internal sealed class TableProfile(int columns)
{
    public ColumnProfile[] Columns { get; } = [.. Enumerable.Range(0, columns).Select(_ => new ColumnProfile())];

    public SortedSet<string> OtherLabels { get; } = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    public long AllRows { get; private set; }

    /// <summary>Reads a table once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="label">Its label column, if any: anomalies are left out.</param>
    /// <param name="indexes">The places of the columns to look at.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static TableProfile Of(ITableSource table, LabelColumn? label, int[] indexes, CancellationToken cancellation)
    {
        var result = new TableProfile(indexes.Length);
        int[] read = label is null ? indexes : [.. indexes, label.Index];
        foreach (var block in TableWork.Run(table, read, block => Of(block, label, indexes), cancellation))
        {
            result.Merge(block);
        }

        return result;
    }

    private static TableProfile Of(TableBlock block, LabelColumn? label, int[] indexes)
    {
        var result = new TableProfile(indexes.Length) { AllRows = block.Rows };
        var rows = new ReadableRows(block, label, FaultPolicy.Fail);
        while (rows.MoveNext())
        {
            if (rows.IsAnomaly)
            {
                result.AddOtherLabel(rows.Cells.Text(label!.Index).Trim().ToString());
                continue;
            }

            result.Rows++;
            for (var i = 0; i < indexes.Length; i++)
            {
                float? number = rows.Cells.TryNumber(indexes[i], out var value) ? value : null;
                result.Columns[i].Add(rows.Cells.Text(indexes[i]), number);
            }
        }

        return result;
    }

    private void Merge(TableProfile later)
    {
        Rows += later.Rows;
        AllRows += later.AllRows;
        foreach (var label in later.OtherLabels)
        {
            AddOtherLabel(label);
        }

        for (var i = 0; i < columns; i++)
        {
            Columns[i].Merge(later.Columns[i]);
        }
    }

    /// <summary>A few of them are enough for the error that lists them.</summary>
    private void AddOtherLabel(string label)
    {
        if (OtherLabels.Count < 100)
        {
            OtherLabels.Add(label);
        }
    }
}
