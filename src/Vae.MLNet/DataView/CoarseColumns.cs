using System.Globalization;

namespace Vae.MLNet.DataView;

/// <summary>Columns so far from zero that data in single precision have lost what the model looks at, before an offset could come off.</summary>
internal static class CoarseColumns
{
    /// <summary>Steps of single precision as large as this share of a column's spread hide faults.</summary>
    private const double LargestStep = 0.125;

    /// <summary>A sentence for each of them.</summary>
    /// <param name="info">What the model says of itself.</param>
    /// <param name="isSingle">Whether the data hold a column in single precision.</param>
    public static IReadOnlyList<string> Warnings(VaeModelInfo info, Func<VaeColumn, bool> isSingle)
    {
        var (warnings, feature) = (new List<string>(), 0);
        foreach (var column in info.Columns)
        {
            var spread = info.FeatureSpreads.Count > 0 ? info.FeatureSpreads[feature] : 0;
            feature += column.Width;
            var offset = MathF.Abs((float)column.Offset);
            var step = MathF.BitIncrement(offset) - offset;
            if (column.Offset != 0 && isSingle(column) && step > LargestStep * spread)
            {
                warnings.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column '{column.Name}' is read in single precision, whose steps are {step:G3} near {column.Offset:#,0.######}; "
                    + $"what the model learnt varies by {spread:G3}. Load it as Double."));
            }
        }

        return warnings;
    }
}
