using Vae.MLNet;

namespace Vae.Cli.Tables;

/// <summary>The training rows of a table in memory.</summary>
/// <param name="Features">[rows, features], row after row; NaN = missing.</param>
/// <param name="RowNumbers">The place of each row among the data rows of the table, counted from 1.</param>
internal sealed record TrainingTable(float[] Features, long[] RowNumbers)
{
    /// <summary>Reads the rows that <paramref name="found"/> counted.</summary>
    public static TrainingTable Read(TableFile file, LabelColumn? label, TrainingColumns found, CancellationToken cancellation)
    {
        var encoder = new FeatureEncoder(file, found.Columns);
        if (found.Rows * encoder.FeatureCount > Array.MaxLength)
        {
            throw new InputException(FormattableString.Invariant(
                $"Data file '{file.Path}' must have at most {Array.MaxLength:N0} numbers to train on; got {found.Rows:N0} rows of {encoder.FeatureCount:N0} features. Train on a part of the rows."));
        }

        var table = new TrainingTable(new float[found.Rows * encoder.FeatureCount], new long[found.Rows]);
        var row = 0;
        foreach (var block in TablePipeline.Run(file, block => FeatureBlock.Parse(file, block, encoder, label, normalOnly: true), cancellation))
        {
            using (block)
            {
                block.Features.CopyTo(table.Features.AsSpan(row * encoder.FeatureCount));
                block.RowNumbers.CopyTo(table.RowNumbers.AsSpan(row));
                row += block.Rows;
            }
        }

        return table;
    }
}
