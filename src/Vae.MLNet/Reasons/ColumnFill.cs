using Vae.MLNet.Features;

namespace Vae.MLNet.Reasons;

/// <summary>
/// Columns of a row set to what is expected: a number as it is, of a text column the likeliest category and no other, of dates the nearest time.
/// </summary>
internal static class ColumnFill
{
    /// <param name="column">The column.</param>
    /// <param name="expected">Its features as they are expected.</param>
    /// <param name="features">Its features, written.</param>
    public static void Set(VaeColumn column, ReadOnlySpan<float> expected, Span<float> features)
    {
        if (column.IsDate)
        {
            DateCycles.Normalise(expected, features);
            return;
        }

        if (column.IsNumber)
        {
            features[0] = expected[0];
            return;
        }

        features.Clear();
        features[ReasonFinder.PlaceOfLargest(expected)] = 1;
    }
}
