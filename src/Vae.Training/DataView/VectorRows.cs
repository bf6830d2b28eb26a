using System.Numerics;
using Microsoft.ML;
using Vae.MLNet.DataView;

namespace Vae.Training.DataView;

/// <summary>Reads the rows of a vector column, in the precision that they have.</summary>
internal static class VectorRows
{
    /// <summary>The values [rows, width] with their groups, or those of a uniform sample where there are too many.</summary>
    public static ReadRows<T> Read<T>(
        IDataView data, DataViewSchema.Column column, DataViewSchema.Column? group, int width, long memoryBytes, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sample = new RowReservoir<T>(width, memoryBytes, seed);
        using var cursor = data.GetRowCursor(group is { } other ? [column, other] : [column]);
        var source = new VectorSource<T>(cursor, column, images: false, order: null, static (_, _) => { });
        var groups = group is { } own ? GroupColumn.Open(cursor, own) : null;
        while (cursor.MoveNext())
        {
            source.ReadValues(sample.Next());
            if (groups is not null)
            {
                sample.SetGroup(groups());
            }
        }

        return sample.ToRows();
    }
}
