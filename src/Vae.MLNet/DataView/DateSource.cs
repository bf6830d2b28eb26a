using Microsoft.ML;

namespace Vae.MLNet.DataView;

/// <summary>The features of a date with its time: two per cycle. The default, as ML.NET reads an empty cell, is missing.</summary>
internal sealed class DateSource(DataViewRow row, DataViewSchema.Column column, VaeFeatureEncoder encoder, int place)
    : CellSource<DateTime>(row, column)
{
    protected override void Encode(DateTime value, Span<float> features) => encoder.EncodeDate(place, value, features);
}
