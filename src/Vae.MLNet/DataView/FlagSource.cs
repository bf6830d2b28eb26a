using Microsoft.ML;

namespace Vae.MLNet.DataView;

/// <summary>The feature of true and false: 1 and 0.</summary>
internal sealed class FlagSource(DataViewRow row, DataViewSchema.Column column, VaeFeatureEncoder encoder, int place)
    : CellSource<bool>(row, column)
{
    protected override void Encode(bool value, Span<float> features) => encoder.EncodeFeature(place, value ? 1 : 0, features);
}
