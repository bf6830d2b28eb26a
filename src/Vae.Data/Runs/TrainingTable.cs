using Vae.Data.Rows;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data;

/// <summary>
/// The training rows of a table in memory: all of them, or a uniform sample of more than fit. Together with <see cref="Columns"/> they are what
/// <c>VaeTrainingData</c> of Vae.Training takes.
/// </summary>
public sealed class TrainingTable
{
    private TrainingTable(TrainingColumns found, int features, long rows)
    {
        Found = found;
        Features = new float[rows * features]; // [rows, features]
        RowNumbers = new long[rows];
        Groups = found.Group is null ? null : new string[rows];
    }

    /// <summary>What the table consists of.</summary>
    public TrainingColumns Found { get; }

    /// <summary>The columns to learn from, in order; their widths add up to the number of features.</summary>
    public IReadOnlyList<VaeColumn> Columns => Found.Columns;

    /// <summary>Raw features [rows, features], row after row; NaN = missing.</summary>
    public float[] Features { get; }

    /// <summary>The place of each row among the data rows of the table, counted from 1, rising.</summary>
    public long[] RowNumbers { get; }

    /// <summary>The group of each row, as <see cref="TrainingDataOptions.Group"/> asks for it; null where it does not.</summary>
    public string[]? Groups { get; }

    /// <summary>Reads a table twice: to find what its columns hold, and to take the rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">Which rows and columns train; null for all.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">A column can be no feature, no column is left, no row is normal, or a row cannot be read.</exception>
    public static TrainingTable Read(ITableSource table, TrainingDataOptions? options = null, CancellationToken cancellation = default) =>
        TrainingColumns.Find(table, options, cancellation).ReadRows(cancellation);

    internal static TrainingTable Read(TrainingColumns found, CancellationToken cancellation)
    {
        var (table, options, label) = (found.Table, found.Options, found.Label);
        var encoder = new RowEncoder(table, found.Columns, new MissingWords(options.Missing), options.Names);
        var width = encoder.FeatureCount;
        var kept = Math.Min(found.Rows, Math.Min(options.MemoryBytes / sizeof(float), Array.MaxLength) / width);
        var result = new TrainingTable(found, width, kept);
        var sample = new SelectionSample(kept, found.Rows, new Random(options.Seed));
        int[] columns = [.. encoder.Indexes, .. label is null ? (int[])[] : [label.Index], .. found.Group is { } group ? (int[])[group.Index] : []];
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var place = 0;
        var badRows = options.BadRows with { Quarantine = null }; // the reading before has kept their lines
        foreach (var block in TableWork.Run(
            table, columns, block => FeatureBlock.Parse(block, encoder, badRows, label, normalOnly: true, found.Group), cancellation))
        {
            using (block)
            {
                for (var row = 0; row < block.Rows; row++)
                {
                    if (sample.TakesNext())
                    {
                        block.Features.Slice(row * width, width).CopyTo(result.Features.AsSpan(place * width));
                        result.Groups?[place] = Same(known, block.Groups[row]);
                        result.RowNumbers[place++] = block.RowNumbers[row];
                    }
                }
            }
        }

        return result;
    }

    /// <summary>One text in memory for all rows of a group.</summary>
    private static string Same(Dictionary<string, string> known, string group) =>
        known.TryGetValue(group, out var same) ? same : known[group] = group;
}
