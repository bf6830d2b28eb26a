using System.Globalization;

namespace Vae.Training.Tables;

/// <summary>
/// Zeros that look like gaps: far from all other values of their feature, with nothing between. ML.NET's text loader reads an empty cell as 0
/// unless it is told otherwise, and then a gap is a value that training takes for normal.
/// </summary>
internal static class ZeroGaps
{
    /// <summary>One zero may be an accident.</summary>
    private const int LeastZeros = 2;

    /// <summary>How far zero is from the nearest other value, in reaches of the others.</summary>
    private const double LeastDistance = 1;

    /// <summary>A sentence for each such feature.</summary>
    /// <param name="features">Features [rows, width].</param>
    /// <param name="names">The name of each feature [width].</param>
    /// <param name="categories">The features of each text column: they hold 0 and 1.</param>
    public static IEnumerable<string> Remarks(float[] features, IReadOnlyList<string> names, IReadOnlyList<Range> categories) =>
        Enumerable.Range(0, names.Count).Where(feature => TextColumns.IndexOf(categories, feature) < 0)
            .Select(feature => Remark(features, names, feature)).OfType<string>();

    private static string? Remark(float[] features, IReadOnlyList<string> names, int feature)
    {
        var (zeros, others) = (0, new List<float>());
        for (var i = feature; i < features.Length; i += names.Count)
        {
            if (features[i] == 0)
            {
                zeros++;
            }
            else if (float.IsFinite(features[i]))
            {
                others.Add(features[i]);
            }
        }

        if (zeros < LeastZeros || zeros > others.Count || FeatureBulk.Of(others.ToArray(), 1, 0) is not { Reach: > 0 } bulk)
        {
            return null;
        }

        return others.Min(MathF.Abs) > LeastDistance * bulk.Reach
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Column '{names[feature]}' holds 0 in {zeros:N0} training rows, far from its other values ({others.Min():R} to {others.Max():R}): ")
                + "are these gaps? An empty cell must be NaN to count as missing; LoadFromTextFile reads it as 0 unless MissingRealsAsNaNs is set."
            : null;
    }
}
