using System.Numerics;
using Microsoft.ML;
using Vae.MLNet.DataView;

namespace Vae.Training.DataView;

/// <summary>Reads the rows of a vector column, in the precision that they have.</summary>
internal static class VectorRows
{
    /// <summary>The values [rows, width], or of a uniform sample where there are too many.</summary>
    public static T[] Read<T>(IDataView data, DataViewSchema.Column column, int width, long memoryBytes, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sample = new RowReservoir<T>(width, memoryBytes, seed);
        using var cursor = data.GetRowCursor([column]);
        var source = new VectorSource<T>(cursor, column, images: false, order: null, static (_, _) => { });
        while (cursor.MoveNext())
        {
            source.ReadValues(sample.Next());
        }

        return sample.ToArray();
    }
}
