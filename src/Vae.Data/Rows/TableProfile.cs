using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>What the training rows of a block, and then of the whole table, hold.</summary>
internal sealed class TableProfile
{
    private readonly BadRows _bad;
    private readonly long _size;

    private TableProfile(IReadOnlyList<bool> isText, BadRows bad, long size)
    {
        (_bad, _size) = (bad, size);
        Columns = [.. isText.Select(text => new ColumnProfile(text))];
    }

    public ColumnProfile[] Columns { get; }

    public LabelsSeen Labels { get; } = new();

    public long Rows { get; private set; }

    public long AllRows { get; private set; }

    /// <summary>Reads a table once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="label">Its label column, if any: anomalies are left out.</param>
    /// <param name="indexes">The places of the columns to look at.</param>
    /// <param name="isText">Which of them are text, whatever their cells look like.</param>
    /// <param name="reading">What cells mean.</param>
    /// <param name="badRows">What becomes of rows that cannot be read.</param>
    /// <param name="log">Takes note of them.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static TableProfile Of(
        ITableSource table, LabelColumn? label, int[] indexes, IReadOnlyList<bool> isText, CellReading reading, BadRowOptions badRows,
        BadRowLog log, CancellationToken cancellation)
    {
        var result = new TableProfile(isText, new BadRows(badRows), table.Size ?? 0);
        int[] read = label is null ? indexes : [.. indexes, label.Index];
        foreach (var block in TableWork.Run(table, read, block => Of(block, label, indexes, isText, reading, badRows), cancellation))
        {
            result.Merge(block);
            log.Add(block._bad, (int)block.AllRows, block._size);
        }

        return result;
    }

    private static TableProfile Of(
        TableBlock block, LabelColumn? label, int[] indexes, IReadOnlyList<bool> isText, CellReading reading, BadRowOptions badRows)
    {
        var result = new TableProfile(isText, new BadRows(badRows), block.Size) { AllRows = block.Rows };
        var rows = new ReadableRows(block, label, result._bad);
        while (rows.MoveNext())
        {
            if (rows.IsAnomaly)
            {
                result.Labels.AddOther(rows.Cells.Text(label!.Index));
                result.AddOther(rows.Cells, indexes);
                continue;
            }

            result.Rows++;
            for (var i = 0; i < indexes.Length; i++)
            {
                result.Add(i, rows.Cells, indexes[i], reading);
            }
        }

        result.Labels.Unlabelled = rows.Unlabelled;
        return result;
    }

    private void AddOther(TableRows row, int[] indexes)
    {
        for (var i = 0; i < indexes.Length; i++)
        {
            Columns[i].AddOther(row.Text(indexes[i]));
        }
    }

    private void Add(int place, TableRows row, int column, CellReading reading)
    {
        if (reading.Missing.Has(row, column))
        {
            Columns[place].AddMissing(row.Text(column));
            return;
        }

        var number = reading.Number(row, column, out var format);
        Columns[place].Add(row.Text(column), number, row.Line ?? row.Row, format);
    }

    private void Merge(TableProfile later)
    {
        Rows += later.Rows;
        AllRows += later.AllRows;
        Labels.Merge(later.Labels);
        for (var i = 0; i < Columns.Length; i++)
        {
            Columns[i].Merge(later.Columns[i]);
        }
    }
}
