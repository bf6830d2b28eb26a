using Vae.MLNet.Features;

namespace Vae.Cli.Tables;

/// <summary>The training rows of a table in memory: all of them, or a uniform sample of more than fit.</summary>
/// <param name="Features">[rows, features], row after row; NaN = missing.</param>
/// <param name="RowNumbers">The place of each row among the data rows of the table, counted from 1, rising.</param>
internal sealed record TrainingTable(float[] Features, long[] RowNumbers)
{
    /// <summary>Reads the rows that <paramref name="found"/> counted.</summary>
    /// <param name="file">The table.</param>
    /// <param name="label">Its label column, if any: anomalies are left out.</param>
    /// <param name="found">What the first reading found.</param>
    /// <param name="memoryBytes">Most bytes that the features may take.</param>
    /// <param name="seed">Seed of the sample.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static TrainingTable Read(
        TableFile file, LabelColumn? label, TrainingColumns found, long memoryBytes, int seed, CancellationToken cancellation)
    {
        var encoder = new FeatureEncoder(file, found.Columns);
        var width = encoder.FeatureCount;
        var kept = Math.Min(found.Rows, Math.Min(memoryBytes / sizeof(float), Array.MaxLength) / width);
        var table = new TrainingTable(new float[kept * width], new long[kept]);
        var sample = new SelectionSample(kept, found.Rows, new Random(seed));
        var place = 0;
        foreach (var block in TablePipeline.Run(file, block => FeatureBlock.Parse(file, block, encoder, label, normalOnly: true), cancellation))
        {
            using (block)
            {
                for (var row = 0; row < block.Rows; row++)
                {
                    if (sample.TakesNext())
                    {
                        block.Features.Slice(row * width, width).CopyTo(table.Features.AsSpan(place * width));
                        table.RowNumbers[place++] = block.RowNumbers[row];
                    }
                }
            }
        }

        return table;
    }
}
