namespace Vae.Training.DataView;

/// <summary>Columns without a value in any row: they train, as any value in them will be new, but are seldom meant.</summary>
internal static class EmptyColumns
{
    /// <summary>A sentence for each such column.</summary>
    public static IEnumerable<string> Remarks(VaeTrainingData data)
    {
        var start = 0;
        foreach (var column in data.Columns)
        {
            if (IsEmpty(data.Features.Span, start, data.FeatureCount))
            {
                yield return $"Column '{column.Name}' holds no value in any row: nothing is learnt from it, and any value in it will be new. "
                    + "ML.NET's text loader takes what it cannot read as missing: numbers with a decimal comma need DecimalMarker = ','.";
            }

            start += column.Width;
        }
    }

    private static bool IsEmpty(ReadOnlySpan<float> features, int feature, int width)
    {
        for (var i = feature; i < features.Length; i += width)
        {
            if (!float.IsNaN(features[i]))
            {
                return false;
            }
        }

        return true;
    }
}
