using Microsoft.ML;
using Vae.MLNet;
using Vae.MLNet.DataView;
using Vae.MLNet.Features;

namespace Vae.Training.DataView;

/// <summary>Reads the images of a column, as the detector's transformer reads them; rows without an image are left out.</summary>
internal static class ImageRows
{
    /// <summary>The pixels [rows, channels, height, width], or of a uniform sample where there are too many.</summary>
    public static float[] Read(IDataView data, DataViewSchema.Column column, VaeImageShape shape, long memoryBytes, int seed)
    {
        var (sample, pixels) = (new RowReservoir<float>(shape.Length, memoryBytes, seed), new float[shape.Length]);
        using var cursor = data.GetRowCursor([column]);
        var source = FeatureSource.Create(cursor, column, shape, FeatureOffsets.None);
        while (cursor.MoveNext())
        {
            source.Read(pixels);
            if (!pixels.AsSpan().ContainsAnyExcept(float.NaN))
            {
                continue;
            }

            pixels.CopyTo(sample.Next());
        }

        return sample.ToArray();
    }
}
