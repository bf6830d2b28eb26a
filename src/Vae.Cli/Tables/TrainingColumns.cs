using System.Text;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Cli.Tables;

/// <summary>What the training rows of a table consist of, found by reading it once.</summary>
/// <param name="Columns">The columns to learn from, in the order of the table: numbers, or text with its categories.</param>
/// <param name="Rows">Number of training rows: the normal ones where there is a label, else all.</param>
/// <param name="AllRows">Number of rows of the table.</param>
/// <param name="Rising">Names of number columns that rise from every row to the next.</param>
internal sealed record TrainingColumns(IReadOnlyList<VaeColumn> Columns, long Rows, long AllRows, IReadOnlyList<string> Rising)
{
    /// <summary>Types every column but the label and the ignored ones.</summary>
    /// <exception cref="InputException">A column can be no feature, no column is left, or no row is normal.</exception>
    public static TrainingColumns Find(TableFile file, LabelColumn? label, IEnumerable<int> ignored, CancellationToken cancellation)
    {
        var skipped = ignored.ToHashSet();
        if (label is not null)
        {
            skipped.Add(label.Index);
        }

        int[] indexes = [.. Enumerable.Range(0, file.Columns.Count).Where(index => !skipped.Contains(index))];
        if (indexes.Length == 0)
        {
            throw new InputException($"Data file '{file.Path}' must have a column to learn from; got only the label and ignored ones.");
        }

        var table = new Profile(indexes.Length);
        foreach (var block in TablePipeline.Run(file, block => Profile.Of(file, block, label, indexes), cancellation))
        {
            table.Merge(block);
        }

        Refuse(file, label, table, indexes);
        return new(
            [.. indexes.Select((index, i) => new VaeColumn(file.Columns[index], table.Columns[i].IsNumber ? null : table.Columns[i].Categories))],
            table.Rows,
            table.AllRows,
            [.. indexes.Where((_, i) => table.Columns[i].IsRising).Select(index => file.Columns[index])]);
    }

    private static void Refuse(TableFile file, LabelColumn? label, Profile table, int[] indexes)
    {
        if (table.Rows == 0)
        {
            throw label is not null && table.AllRows > 0
                ? label.NoNormalRow(table.OtherLabels)
                : new InputException($"Data file '{file.Path}' must have data rows below its header; got none.");
        }

        var flaws = indexes.Select((index, i) => (Name: file.Columns[index], Flaw: table.Columns[i].Flaw())).Where(column => column.Flaw is not null).ToList();
        if (flaws.Count > 0)
        {
            throw new InputException(
                $"{string.Join(" ", flaws.Select(column => $"Column '{column.Name}' of '{file.Path}' must hold numbers or categories; got {column.Flaw}."))} "
                + $"To leave {(flaws.Count == 1 ? "it" : "them")} out: --ignore \"{string.Join(",", flaws.Select(column => column.Name))}\".");
        }
    }

    /// <summary>What the training rows of a block, and then of the whole table, hold.</summary>
    private sealed class Profile(int columns)
    {
        public ColumnProfile[] Columns { get; } = [.. Enumerable.Range(0, columns).Select(_ => new ColumnProfile())];

        public SortedSet<string> OtherLabels { get; } = new(StringComparer.Ordinal);

        public long Rows { get; private set; }

        public long AllRows { get; private set; }

        public static Profile Of(TableFile file, TableBlock block, LabelColumn? label, int[] indexes)
        {
            var result = new Profile(indexes.Length) { AllRows = block.Rows };
            var rows = new TableRows(file, block);
            while (rows.MoveNext())
            {
                if (label is not null && label.IsAnomaly(rows))
                {
                    result.AddOtherLabel(rows.Text(label.Index));
                    continue;
                }

                result.Rows++;
                for (var i = 0; i < indexes.Length; i++)
                {
                    Add(result.Columns[i], rows[indexes[i]]);
                }
            }

            return result;
        }

        private static void Add(ColumnProfile column, ReadOnlySpan<byte> cell)
        {
            Span<char> buffer = cell.Length <= 256 ? stackalloc char[256] : new char[cell.Length];
            column.Add(buffer[..Encoding.UTF8.GetChars(cell, buffer)], CellValue.TryNumber(cell, out var number) ? number : null);
        }

        public void Merge(Profile later)
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
}
