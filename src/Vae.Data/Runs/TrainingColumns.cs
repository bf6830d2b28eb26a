using Vae.Data.Rows;
using Vae.Data.Runs;
using Vae.Data.Sources.Csv;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>What the training rows of a table consist of, found by reading it once.</summary>
public sealed class TrainingColumns
{
    private TrainingColumns(ProfiledTable profiled, ColumnChoice choice)
    {
        (Table, Options, Label, Group) = (profiled.Table, profiled.Options, profiled.Label, profiled.Group);
        BadRows = profiled.BadRows;
        (Rows, AllRows) = (profiled.Found.Rows, profiled.Found.AllRows);
        (Columns, Notes, Rising, Keys) = (choice.Columns, choice.Notes, choice.Rising, choice.Keys);
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
    public BadRowCounts BadRows { get; }

    /// <summary>
    /// Names of the columns that are left out because they name rows or say when they were: for <c>VaeTrainingData.Keys</c>, so that scoring keeps
    /// them.
    /// </summary>
    public IReadOnlyList<string> Keys { get; }

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
        if (table.IsOneTime)
        {
            throw TextFile.OnlyOnce(table.Name);
        }

        var profiled = ProfiledTable.Read(table, options, cancellation);
        return new(profiled, new ColumnChoice(profiled));
    }

    /// <summary>Takes the rows that were counted, by reading the table once more.</summary>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">A row cannot be read.</exception>
    public TrainingTable ReadRows(CancellationToken cancellation = default) => TrainingTable.Read(this, cancellation);
}
