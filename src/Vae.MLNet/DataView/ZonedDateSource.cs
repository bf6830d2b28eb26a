using Microsoft.ML;

namespace Vae.MLNet.DataView;

/// <summary>The features of a date with its time and zone, by its own clock, as texts with a zone are read.</summary>
internal sealed class ZonedDateSource(DataViewRow row, DataViewSchema.Column column, VaeFeatureEncoder encoder, int place)
    : CellSource<DateTimeOffset>(row, column)
{
    protected override void Encode(DateTimeOffset value, Span<float> features) => encoder.EncodeDate(place, value.DateTime, features);
}
