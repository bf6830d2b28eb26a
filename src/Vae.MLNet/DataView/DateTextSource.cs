using System.Globalization;
using Microsoft.ML;
using Vae.MLNet.Features;

namespace Vae.MLNet.DataView;

/// <summary>The features of a text that holds a date. One that holds another thing is an error: a date that is not there would be none.</summary>
internal sealed class DateTextSource(DataViewRow row, DataViewSchema.Column column, VaeFeatureEncoder encoder, int place)
    : CellSource<ReadOnlyMemory<char>>(row, column)
{
    protected override void Encode(ReadOnlyMemory<char> value, Span<float> features) => Encode(encoder, place, value, features);

    /// <summary>The same of a text from anywhere.</summary>
    public static void Encode(VaeFeatureEncoder encoder, int place, ReadOnlyMemory<char> value, Span<float> features)
    {
        if (!encoder.EncodeDate(place, value.Span, features))
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"Column '{encoder.Columns[place].Name}' must hold {DateCycles.Rule(encoder.Columns[place])}; ")
                + $"got '{PrintableText.Of(value.ToString())}'. Leave the text empty where the date is missing.");
        }
    }
}
