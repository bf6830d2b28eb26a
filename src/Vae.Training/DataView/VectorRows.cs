using Microsoft.ML;
using Vae.MLNet.DataView;

namespace Vae.Training.DataView;

/// <summary>Reads the rows of a vector column.</summary>
internal static class VectorRows
{
    /// <summary>The rows, or a uniform sample where there are too many.</summary>
    public static ReadRows Read(
        IDataView data, DataViewSchema.Column column, DataViewSchema.Column? group, int width, long memoryBytes, int seed)
    {
        var sample = new RowReservoir(width, memoryBytes, seed);
        using var cursor = data.GetRowCursor(group is { } other ? [column, other] : [column]);
        var source = FeatureSource.Create(cursor, column, images: null);
        var groups = group is { } own ? GroupColumn.Open(cursor, own) : null;
        while (cursor.MoveNext())
        {
            source.Read(sample.Next());
            if (groups is not null)
            {
                sample.SetGroup(groups());
            }
        }

        return sample.ToRows();
    }
}
