namespace Vae.Cli.Tables;

/// <summary>The features, row numbers and labels of rows of one block. Rents its memory; dispose it.</summary>
internal sealed class FeatureBlock : IDisposable
{
    private readonly float[] _features;
    private readonly long[] _rowNumbers;
    private readonly bool[] _anomalies;
    private readonly int _featureCount;

    private FeatureBlock(int rows, int featureCount)
    {
        _featureCount = featureCount;
        _features = BlockMemory.Features.Rent(checked(rows * featureCount));
        _rowNumbers = BlockMemory.RowNumbers.Rent(rows);
        _anomalies = BlockMemory.Labels.Rent(rows);
    }

    public int Rows { get; private set; }

    /// <summary>[rows, features], row after row; NaN = missing.</summary>
    public ReadOnlySpan<float> Features => _features.AsSpan(0, Rows * _featureCount);

    /// <summary>The place of each row among the data rows of the table, counted from 1.</summary>
    public ReadOnlySpan<long> RowNumbers => _rowNumbers.AsSpan(0, Rows);

    /// <summary>True for anomalies; all false without a label column.</summary>
    public ReadOnlySpan<bool> Anomalies => _anomalies.AsSpan(0, Rows);

    /// <summary>Parses the rows of a block.</summary>
    /// <param name="file">The table.</param>
    /// <param name="block">Its part to parse.</param>
    /// <param name="encoder">Makes features of cells.</param>
    /// <param name="label">The label column, if any.</param>
    /// <param name="normalOnly">True to leave out the rows that <paramref name="label"/> marks as anomalies.</param>
    /// <exception cref="InputException">A row or cell cannot be read; the message has line and column.</exception>
    public static FeatureBlock Parse(TableFile file, TableBlock block, FeatureEncoder encoder, LabelColumn? label = null, bool normalOnly = false)
    {
        var result = new FeatureBlock(block.Rows, encoder.FeatureCount);
        var rows = new TableRows(file, block);
        while (rows.MoveNext())
        {
            var isAnomaly = label is not null && label.IsAnomaly(rows);
            if (isAnomaly && normalOnly)
            {
                continue;
            }

            encoder.Encode(rows, result._features.AsSpan(result.Rows * encoder.FeatureCount, encoder.FeatureCount));
            result._rowNumbers[result.Rows] = rows.Row;
            result._anomalies[result.Rows++] = isAnomaly;
        }

        return result;
    }

    public void Dispose()
    {
        BlockMemory.Features.Return(_features);
        BlockMemory.RowNumbers.Return(_rowNumbers);
        BlockMemory.Labels.Return(_anomalies);
    }
}
