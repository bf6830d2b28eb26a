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
    private readonly DataViewSchema.Column? _group;
    private readonly int _width;
    private readonly long _fits;

    /// <param name="data">The data.</param>
    /// <param name="columns">The columns, of types that were checked.</param>
    /// <param name="group">The column that says which rows belong together, or null.</param>
    /// <param name="memoryBytes">Most bytes that the features may take.</param>
    public RowsByName(IDataView data, IReadOnlyList<VaeColumn> columns, DataViewSchema.Column? group, long memoryBytes)
    {
        (_data, _features, _group) = (data, FeatureBinding.Of(data.Schema, columns), group);
        _width = columns.Sum(column => column.Width);
        _fits = Math.Min(memoryBytes / sizeof(float), Array.MaxLength) / Math.Max(1, _width);
    }

    /// <summary>The rows with their groups.</summary>
    /// <param name="rows">Number of rows, where it is known.</param>
    /// <param name="seed">Seed of the sample.</param>
    public ReadRows Read(long? rows, int seed)
    {
        if (rows is { } known)
        {
            return Sample(known, seed);
        }

        var (values, groups, counted) = ReadWhatFits();
        return counted <= _fits ? new(values[..(int)(counted * _width)], groups) : Sample(counted, seed);
    }

    /// <summary>Reads rows while they fit, and counts them all.</summary>
    private (float[] Values, string[]? Groups, long Rows) ReadWhatFits()
    {
        using var cursor = Open();
        var (reader, values, rows) = (_features.Open(cursor), Array.Empty<float>(), 0L);
        var (group, groups) = (GroupOf(cursor), new List<string>());
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
                if (group is not null)
                {
                    groups.Add(group());
                }
            }
        }

        return (values, group is null ? null : [.. groups], rows);
    }

    private ReadRows Sample(long rows, int seed)
    {
        var kept = Math.Min(rows, _fits);
        var (values, sample) = (new float[kept * _width], new SelectionSample(kept, rows, new Random(seed)));
        using var cursor = Open();
        var (reader, place, seen) = (_features.Open(cursor), 0, 0L);
        var (group, groups) = (GroupOf(cursor), new List<string>());
        for (; cursor.MoveNext(); seen++)
        {
            if (seen < rows && sample.TakesNext())
            {
                reader.Read(values.AsSpan(place++ * _width, _width));
                if (group is not null)
                {
                    groups.Add(group());
                }
            }
        }

        return seen == rows ? new(values, group is null ? null : [.. groups]) : throw new InvalidOperationException(FormattableString.Invariant(
            $"Training data must give the same rows each time they are read; got {rows}, then {seen}. Put them in memory with Cache."));
    }

    private DataViewRowCursor Open() => _data.GetRowCursor(_group is { } group ? [.. _features.Columns, group] : _features.Columns);

    private Func<string>? GroupOf(DataViewRow cursor) => _group is { } group ? GroupColumn.Open(cursor, group) : null;
}
