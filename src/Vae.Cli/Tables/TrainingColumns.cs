using Vae.MLNet;

namespace Vae.Cli.Tables;

/// <summary>Decides from the training rows what each column of a table is: a number, text with its categories, or an error that names it.</summary>
internal static class TrainingColumns
{
    /// <summary>Reads the table once and types every column but the label and the ignored ones.</summary>
    /// <exception cref="InputException">A column can be no feature, no column is left, or no row is normal.</exception>
    public static IReadOnlyList<VaeColumn> Find(TableFile file, LabelColumn? label, IReadOnlyList<string> ignored, CancellationToken cancellation)
    {
        var skipped = ignored.Select(name => file.IndexOf(name, "--ignore")).ToHashSet();
        if (label is not null)
        {
            skipped.Add(label.Index);
        }

        var indexes = Enumerable.Range(0, file.Columns.Count).Where(index => !skipped.Contains(index)).ToArray();
        if (indexes.Length == 0)
        {
            throw new InputException($"Data file '{file.Path}' must have a column to learn from; got only the label and ignored ones.");
        }

        var profiles = Profile(file, label, indexes, cancellation);
        Refuse(file, indexes, profiles);
        return [.. indexes.Select((index, i) => new VaeColumn(file.Columns[index], profiles[i].IsNumber ? null : profiles[i].Categories))];
    }

    private static ColumnProfile[] Profile(TableFile file, LabelColumn? label, int[] indexes, CancellationToken cancellation)
    {
        var profiles = Empty(indexes.Length);
        var otherLabels = new SortedSet<string>(StringComparer.Ordinal);
        var rows = 0L;
        foreach (var block in TablePipeline.Run(file, block => Profile(file, block, label, indexes), cancellation))
        {
            rows += block.Rows;
            otherLabels.UnionWith(block.OtherLabels);
            for (var i = 0; i < profiles.Length; i++)
            {
                profiles[i].Merge(block.Profiles[i]);
            }
        }

        return rows > 0 ? profiles
            : label is not null && otherLabels.Count > 0 ? throw label.NoNormalRow(otherLabels)
            : throw new InputException($"Data file '{file.Path}' must have data rows below its header; got none.");
    }

    private static BlockProfile Profile(TableFile file, TableBlock block, LabelColumn? label, int[] indexes)
    {
        var result = new BlockProfile(Empty(indexes.Length), new(StringComparer.Ordinal));
        var rows = new TableRows(file, block);
        while (rows.MoveNext())
        {
            if (label is not null && !label.IsNormal(rows))
            {
                if (result.OtherLabels.Count < ColumnProfile.MaxCategories)
                {
                    result.OtherLabels.Add(rows.Text(label.Index));
                }

                continue;
            }

            result.Rows++;
            for (var i = 0; i < indexes.Length; i++)
            {
                result.Profiles[i].Add(rows[indexes[i]]);
            }
        }

        return result;
    }

    private static void Refuse(TableFile file, int[] indexes, ColumnProfile[] profiles)
    {
        var flaws = indexes
            .Select((index, i) => (Name: file.Columns[index], Flaw: profiles[i].Flaw()))
            .Where(column => column.Flaw is not null)
            .ToList();
        if (flaws.Count > 0)
        {
            throw new InputException(
                $"{string.Join(" ", flaws.Select(column => $"Column '{column.Name}' of '{file.Path}' must hold numbers or categories; got {column.Flaw}."))} "
                + $"To leave {(flaws.Count == 1 ? "it" : "them")} out: --ignore \"{string.Join(",", flaws.Select(column => column.Name))}\".");
        }
    }

    private static ColumnProfile[] Empty(int count) => [.. Enumerable.Range(0, count).Select(_ => new ColumnProfile())];

    private sealed record BlockProfile(ColumnProfile[] Profiles, HashSet<string> OtherLabels)
    {
        public long Rows { get; set; }
    }
}
