using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>All features of a row, from an image of any size; of a missing one, all missing.</summary>
internal sealed class ImageSource(DataViewRow row, DataViewSchema.Column column, VaeImageShape shape) : CellSource<MLImage?>(row, column)
{
    protected override void Encode(MLImage? value, Span<float> features)
    {
        if (value is null)
        {
            features.Fill(float.NaN);
            return;
        }

        VaeImageReader.Fill(value, shape, features);
    }
}
