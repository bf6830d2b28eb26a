using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Training.DataView;

/// <summary>Rows in memory whose columns may lie far from zero: finds such columns, and takes their offsets off.</summary>
internal static class FarFeatures
{
    /// <summary>Rows that are looked at, evenly spread.</summary>
    private const int MostRows = 20_000;

    /// <summary>Rows of single precision, less the offsets of their columns already; new offsets for those that have none and need one.</summary>
    /// <returns>The same array where no column needs one, else a copy; and the columns with their offsets.</returns>
    public static (float[] Features, IReadOnlyList<VaeColumn> Columns) TakeOff(float[] features, IReadOnlyList<VaeColumn> columns)
    {
        var found = Find(features, columns);
        var added = new FeatureOffsets([.. found.Zip(columns).Select(pair => pair.First with { Offset = pair.First.Offset - pair.Second.Offset })]);
        if (!added.Any)
        {
            return (features, columns);
        }

        var without = new float[features.Length];
        added.TakeOff(features, without);
        return (without, found);
    }

    /// <summary>Rows of double precision, as they are.</summary>
    public static (float[] Features, IReadOnlyList<VaeColumn> Columns) TakeOff(double[] rows, IReadOnlyList<VaeColumn> columns)
    {
        var found = Find(rows, columns);
        var features = new float[rows.Length];
        new FeatureOffsets(found).TakeOff(rows, features);
        return (features, found);
    }

    private static IReadOnlyList<VaeColumn> Find<T>(T[] rows, IReadOnlyList<VaeColumn> columns)
        where T : struct, IConvertible
    {
        var width = columns.Sum(column => column.Width);
        var step = Math.Max(1, rows.Length / width / MostRows) * width;
        var (found, start) = (new VaeColumn[columns.Count], 0);
        for (var place = 0; place < found.Length; start += columns[place++].Width)
        {
            found[place] = columns[place] is { IsNumber: true, Offset: 0 } near
                ? near with { Offset = OffsetOf(rows, start, step) }
                : columns[place];
        }

        return found;
    }

    private static double OffsetOf<T>(T[] rows, int start, int step)
        where T : struct, IConvertible
    {
        var sketch = new ValueSketch();
        for (var i = start; i < rows.Length; i += step)
        {
            var value = rows[i].ToDouble(null);
            if (float.IsFinite((float)value))
            {
                sketch.Add(value);
            }
        }

        return FarFromZero.OffsetOf(sketch);
    }
}
