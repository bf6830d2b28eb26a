using Microsoft.ML;
using Vae.MLNet;
using Vae.MLNet.DataView;
using Vae.MLNet.Features;

namespace Vae.Training.DataView;

/// <summary>The features of the rows of a data view, from columns by name: of all rows, or of a uniform sample of more than fit.</summary>
internal sealed class RowsByName
{
    private readonly IDataView _data;
    private readonly FeatureBinding _features;
    private readonly int _width;
    private readonly long _fits;

    /// <param name="data">The data.</param>
    /// <param name="columns">The columns, of types that were checked.</param>
    /// <param name="memoryBytes">Most bytes that the features may take.</param>
    public RowsByName(IDataView data, IReadOnlyList<VaeColumn> columns, long memoryBytes)
    {
        (_data, _features, _width) = (data, FeatureBinding.Of(data.Schema, columns), columns.Sum(column => column.Width));
        _fits = Math.Min(memoryBytes / sizeof(float), Array.MaxLength) / Math.Max(1, _width);
    }

    /// <summary>The features [rows, features], row after row.</summary>
    /// <param name="rows">Number of rows, where it is known.</param>
    /// <param name="seed">Seed of the sample.</param>
    public float[] Read(long? rows, int seed)
    {
        if (rows is { } known)
        {
            return Sample(known, seed);
        }

        var (values, counted) = ReadWhatFits();
        return counted <= _fits ? values[..(int)(counted * _width)] : Sample(counted, seed);
    }

    /// <summary>Reads rows while they fit, and counts them all.</summary>
    private (float[] Values, long Rows) ReadWhatFits()
    {
        using var cursor = _data.GetRowCursor(_features.Columns);
        var (reader, values, rows) = (_features.Open(cursor), Array.Empty<float>(), 0L);
        for (; cursor.MoveNext(); rows++)
        {
            if (rows < _fits)
            {
                var end = (rows + 1) * _width;
                if (values.Length < end)
                {
                    Array.Resize(ref values, (int)Math.Min(_fits * _width, Math.Max(1024, 2 * end)));
                }

                reader.Read(values.AsSpan((int)(rows * _width), _width));
            }
        }

        return (values, rows);
    }

    private float[] Sample(long rows, int seed)
    {
        var kept = Math.Min(rows, _fits);
        var (values, sample) = (new float[kept * _width], new SelectionSample(kept, rows, new Random(seed)));
        using var cursor = _data.GetRowCursor(_features.Columns);
        var (reader, place, seen) = (_features.Open(cursor), 0, 0L);
        for (; cursor.MoveNext(); seen++)
        {
            if (seen < rows && sample.TakesNext())
            {
                reader.Read(values.AsSpan(place++ * _width, _width));
            }
        }

        return seen == rows ? values : throw new InvalidOperationException(FormattableString.Invariant(
            $"Training data must give the same rows each time they are read; got {rows}, then {seen}. Put them in memory with Cache."));
    }
}
