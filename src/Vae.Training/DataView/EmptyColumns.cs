using Vae.MLNet;

namespace Vae.Training.DataView;

/// <summary>Columns without a value in any row: they train, as any value in them will be new, but are seldom meant.</summary>
internal static class EmptyColumns
{
    /// <summary>A sentence for each such column.</summary>
    /// <param name="features">The rows [rows, features], row after row. NaN = missing.</param>
    /// <param name="columns">The columns, whose widths add up to the number of features.</param>
    public static IEnumerable<string> Remarks(ReadOnlyMemory<float> features, IReadOnlyList<VaeColumn> columns)
    {
        var (start, width) = (0, columns.Sum(column => column.Width));
        foreach (var column in columns)
        {
            if (IsEmpty(features.Span, start, width))
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
