using Vae.Data.Rows;

namespace Vae.Data.Runs;

/// <summary>A table that was read once: what each column holds that the options leave to choose from.</summary>
/// <param name="Table">The table.</param>
/// <param name="Options">Which rows and columns train.</param>
/// <param name="Label">The label column, if any.</param>
/// <param name="Group">The group column, if any.</param>
/// <param name="Found">What the training rows hold.</param>
/// <param name="Indexes">The places of the columns that are neither label nor group nor ignored.</param>
/// <param name="BadRows">The rows that could not be read.</param>
internal sealed record ProfiledTable(
    ITableSource Table, TrainingDataOptions Options, LabelColumn? Label, GroupColumn? Group, TableProfile Found, int[] Indexes, BadRowCounts BadRows)
{
    /// <summary>Those columns, each with what stands against it.</summary>
    public IReadOnlyList<CandidateColumn> Candidates { get; } =
        [.. Indexes.Select((index, place) => CandidateColumn.Of(Table.Columns[index], Found.Columns[place]))];

    /// <summary>Reads a table once.</summary>
    /// <exception cref="VaeDataException">No column is left, no row is normal, or a row cannot be read.</exception>
    public static ProfiledTable Read(ITableSource table, TrainingDataOptions? options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new TrainingDataOptions();
        options.Validate();
        var label = LabelColumn.Find(table, options.Label, options.Names);
        var skipped = table.IndexesOf(options.Ignored, options.Names.Ignored).ToHashSet();
        if (label is not null)
        {
            skipped.Add(label.Index);
        }

        var group = GroupColumn.Find(table, options.Group, options.Names);
        if (group is not null)
        {
            skipped.Add(group.Index);
        }

        int[] indexes = [.. Enumerable.Range(0, table.Columns.Count).Where(index => !skipped.Contains(index))];
        if (indexes.Length == 0)
        {
            throw new VaeDataException(
                $"Data file '{table.Name}' must have a column to learn from; "
                + $"got only the label{(group is null ? "" : ", the group")} and ignored ones.");
        }

        var texts = table.IndexesOf(options.Text, options.Names.Text).ToHashSet();
        using var badRows = new BadRowLog(table, options.BadRows, options.Names);
        var found = TableProfile.Of(
            table, label, indexes, [.. indexes.Select(texts.Contains)], CellReading.Of(options), options.BadRows, badRows, cancellation);
        badRows.Complete();
        if (found.Rows == 0)
        {
            throw label is not null && found.AllRows > 0
                ? label.NoNormalRow(found.Labels.Others)
                : new VaeDataException($"Data file '{table.Name}' must have data rows below its header; got none.");
        }

        return new(table, options, label, group, found, indexes, badRows.Counts);
    }
}
