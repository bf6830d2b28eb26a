using System.Buffers;
using Vae.Data.Sources;

namespace Vae.Data.Rows;

/// <summary>The features, row numbers and labels of rows of one block. Rents its memory; dispose it.</summary>
internal sealed class FeatureBlock : IDisposable
{
    private static readonly ArrayPool<float> FeatureMemory = BlockMemory.Pool<float>();
    private static readonly ArrayPool<long> NumberMemory = BlockMemory.Pool<long>();
    private static readonly ArrayPool<bool> LabelMemory = BlockMemory.Pool<bool>();

    private readonly float[] _features;
    private readonly long[] _rowNumbers;
    private readonly bool[] _anomalies;
    private readonly int _featureCount;

    private FeatureBlock(int rows, RowEncoder encoder, BadRows bad)
    {
        Bad = bad;
        _featureCount = encoder.FeatureCount;
        Categories = new CategoryTally(encoder.Columns);
        _features = FeatureMemory.Rent(checked(rows * _featureCount));
        _rowNumbers = NumberMemory.Rent(rows);
        _anomalies = LabelMemory.Rent(rows);
    }

    public int Rows { get; private set; }

    /// <summary>[rows, features], row after row; NaN = missing.</summary>
    public ReadOnlySpan<float> Features => _features.AsSpan(0, Rows * _featureCount);

    /// <summary>The place of each row among the data rows of the table, counted from 1, rising.</summary>
    public ReadOnlySpan<long> RowNumbers => _rowNumbers.AsSpan(0, Rows);

    /// <summary>What labels stood in the block.</summary>
    public LabelsSeen Labels { get; } = new();

    /// <summary>The group of each row; empty without a group column.</summary>
    public List<string> Groups { get; } = [];

    /// <summary>The rows of the block that cannot be read.</summary>
    public BadRows Bad { get; }

    /// <summary>How many texts of the block the model knows.</summary>
    public CategoryTally Categories { get; }

    /// <summary>True for anomalies; all false without a label column.</summary>
    public ReadOnlySpan<bool> Anomalies => _anomalies.AsSpan(0, Rows);

    /// <summary>Parses the rows of a block.</summary>
    /// <param name="block">A part of a table.</param>
    /// <param name="encoder">Makes features of cells.</param>
    /// <param name="badRows">What becomes of rows that cannot be read.</param>
    /// <param name="label">The label column, if any.</param>
    /// <param name="normalOnly">True to leave out the rows that <paramref name="label"/> marks as anomalies.</param>
    /// <param name="group">The group column, if any.</param>
    public static FeatureBlock Parse(
        TableBlock block, RowEncoder encoder, BadRowOptions badRows, LabelColumn? label = null, bool normalOnly = false, GroupColumn? group = null)
    {
        var result = new FeatureBlock(block.Rows, encoder, new BadRows(badRows));
        try
        {
            var rows = new ReadableRows(block, label, result.Bad);
            while (rows.MoveNext())
            {
                if (rows.IsAnomaly)
                {
                    result.Labels.AddOther(rows.Cells.Text(label!.Index));
                }

                if (!rows.IsAnomaly || !normalOnly)
                {
                    result.Add(rows, encoder, group);
                }
            }

            result.Labels.Unlabelled = rows.Unlabelled;
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        FeatureMemory.Return(_features);
        NumberMemory.Return(_rowNumbers);
        LabelMemory.Return(_anomalies);
    }

    private void Add(ReadableRows rows, RowEncoder encoder, GroupColumn? group)
    {
        if (encoder.Encode(rows.Cells, _features.AsSpan(Rows * _featureCount, _featureCount), Categories) is { } fault)
        {
            Bad.Meet(fault, rows.Cells);
            return;
        }

        if (group is not null)
        {
            Groups.Add(group.Of(rows.Cells));
        }

        _rowNumbers[Rows] = rows.Cells.Row;
        _anomalies[Rows++] = rows.IsAnomaly;
    }
}
