using System.Numerics;
using Microsoft.ML;

namespace Vae.MLNet.DataView;

/// <summary>The feature of a number of any type, rounded once to single precision when the column's offset is off; NaN is missing.</summary>
internal sealed class NumberSource<TNumber>(DataViewRow row, DataViewSchema.Column column, VaeFeatureEncoder encoder, int place)
    : CellSource<TNumber>(row, column)
    where TNumber : INumberBase<TNumber>
{
    protected override void Encode(TNumber value, Span<float> features) => 
        encoder.EncodeFeature(place, double.CreateTruncating(value), features);
}
