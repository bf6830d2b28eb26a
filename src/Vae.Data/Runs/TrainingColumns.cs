using Vae.Data.Rows;
using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>What the training rows of a table consist of, found by reading it once.</summary>
public sealed class TrainingColumns
{
    private TrainingColumns(
        ITableSource table, TrainingDataOptions options, LabelColumn? label, GroupColumn? group, TableProfile found, ColumnChoice choice)
    {
        (Table, Options, Label, Group, Rows, AllRows) = (table, options, label, group, found.Rows, found.AllRows);
        (Columns, Notes, Rising) = (choice.Columns, choice.Notes, choice.Rising);
    }

    /// <summary>The columns to learn from, in the order of the table: numbers, or text with its categories.</summary>
    public IReadOnlyList<VaeColumn> Columns { get; }

    /// <summary>Number of training rows: the normal ones where there is a label, else all.</summary>
    public long Rows { get; }

    /// <summary>Number of rows of the table.</summary>
    public long AllRows { get; }

    /// <summary>Names of number columns that rise from every row to the next, as row numbers and clocks do.</summary>
    public IReadOnlyList<string> Rising { get; }

    /// <summary>
    /// What was done to columns and rows, a sentence each: left out, taken as missing, empty, constant; none for a table that was taken as it is.
    /// </summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The rows that could not be read and are left out.</summary>
    public BadRowCounts BadRows { get; private init; } = new();

    internal ITableSource Table { get; }

    internal TrainingDataOptions Options { get; }

    internal LabelColumn? Label { get; }

    internal GroupColumn? Group { get; }

    /// <summary>
    /// Types every column but the label, the group and the ignored ones; dates and identifiers are left out, and <see cref="Notes"/> says so.
    /// </summary>
    /// <param name="table">The table; read once.</param>
    /// <param name="options">Which rows and columns train; null for all.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">A column can be no feature, no column is left, no row is normal, or a row cannot be read.</exception>
    public static TrainingColumns Find(ITableSource table, TrainingDataOptions? options = null, CancellationToken cancellation = default)
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
            table, label, indexes, [.. indexes.Select(texts.Contains)], new MissingWords(options.Missing), options.BadRows, badRows, cancellation);
        badRows.Complete();
        if (found.Rows == 0)
        {
            throw label is not null && found.AllRows > 0
                ? label.NoNormalRow(found.Labels.Others)
                : new VaeDataException($"Data file '{table.Name}' must have data rows below its header; got none.");
        }

        return new(table, options, label, group, found, new ColumnChoice(table, options.Names, found, indexes)) { BadRows = badRows.Counts };
    }

    /// <summary>Takes the rows that were counted, by reading the table once more.</summary>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">A row cannot be read.</exception>
    public TrainingTable ReadRows(CancellationToken cancellation = default) => TrainingTable.Read(this, cancellation);
}
