using Microsoft.ML;
using Vae.MLNet;
using Vae.MLNet.DataView;

namespace Vae.Training.DataView;

/// <summary>Reads the images of a column, as the detector's transformer reads them; rows without an image are left out.</summary>
internal static class ImageRows
{
    /// <summary>The images, or a uniform sample where there are too many.</summary>
    public static ReadRows Read(
        IDataView data, DataViewSchema.Column column, DataViewSchema.Column? group, VaeImageShape shape, long memoryBytes, int seed)
    {
        var (sample, pixels) = (new RowReservoir(shape.Length, memoryBytes, seed), new float[shape.Length]);
        using var cursor = data.GetRowCursor(group is { } other ? [column, other] : [column]);
        var source = FeatureSource.Create(cursor, column, shape);
        var groups = group is { } own ? GroupColumn.Open(cursor, own) : null;
        while (cursor.MoveNext())
        {
            source.Read(pixels);
            if (!pixels.AsSpan().ContainsAnyExcept(float.NaN))
            {
                continue;
            }

            pixels.CopyTo(sample.Next());
            if (groups is not null)
            {
                sample.SetGroup(groups());
            }
        }

        return sample.ToRows();
    }
}
