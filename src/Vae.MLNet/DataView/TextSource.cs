using Microsoft.ML;

namespace Vae.MLNet.DataView;

/// <summary>The features of a text: one per category.</summary>
internal sealed class TextSource(DataViewRow row, DataViewSchema.Column column, VaeFeatureEncoder encoder, int place)
    : CellSource<ReadOnlyMemory<char>>(row, column)
{
    protected override void Encode(ReadOnlyMemory<char> value, Span<float> features) => encoder.EncodeText(place, value.Span, features);
}
