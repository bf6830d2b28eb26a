using System.Numerics;
using Microsoft.ML;

namespace Vae.MLNet.DataView;

/// <summary>The features of a key: those of the text behind it.</summary>
internal sealed class KeySource<TKey>(DataViewRow row, DataViewSchema.Column column, VaeFeatureEncoder encoder, int place)
    : CellSource<TKey>(row, column)
    where TKey : IBinaryInteger<TKey>
{
    private readonly KeyTexts _texts = new(column);

    protected override void Encode(TKey value, Span<float> features)
    {
        var text = _texts[ulong.CreateTruncating(value)];
        if (encoder.Columns[place].IsDate)
        {
            DateTextSource.Encode(encoder, place, text, features);
        }
        else
        {
            encoder.EncodeText(place, text.Span, features);
        }
    }
}
