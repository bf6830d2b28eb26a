using System.Globalization;

namespace Vae.Training.Tables;

/// <summary>
/// Features that lie so far from zero, for their spread, that single precision or the rule for constants takes away what tells their rows apart: map
/// coordinates, cents, seconds since 1970. They train, but faults in them go unseen, so the user is told.
/// </summary>
internal static class CoarseFeatures
{
    /// <summary>
    /// The middle four fifths of a feature span at least so many steps of single precision, or it is coarse: about three steps a standard deviation.
    /// </summary>
    private const int LeastSteps = 8;

    /// <summary>From here on single precision keeps only every other whole number: 2^24.</summary>
    private const float LargestExact = 16_777_216;

    /// <summary>A sentence for each of them.</summary>
    /// <param name="features">Features [rows, width].</param>
    /// <param name="names">The name of each feature [width].</param>
    public static IEnumerable<string> Remarks(float[] features, IReadOnlyList<string> names) =>
        Enumerable.Range(0, names.Count).Select(feature => Remark(features, names, feature)).OfType<string>();

    private static string? Remark(float[] features, IReadOnlyList<string> names, int feature)
    {
        var (first, low, high, isConstant) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity, true);
        for (var i = feature; i < features.Length; i += names.Count)
        {
            var value = features[i];
            if (float.IsFinite(value))
            {
                first = float.IsNaN(first) ? value : first;
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
                isConstant &= ConstantFeature.IsSame(value, first);
            }
        }

        if (FeatureBulk.Of(features, names.Count, feature) is not { } bulk || (low == high && Math.Abs(low) < LargestExact))
        {
            return null;
        }

        var step = MathF.BitIncrement((float)Math.Abs(bulk.Centre)) - (float)Math.Abs(bulk.Centre);
        return isConstant
            ? Describe(names[feature], low, high, "count as one value, as all are within a millionth of each other")
            : bulk.Reach > 0 && bulk.Reach < LeastSteps * (double)step
                ? Describe(names[feature], low, high, FormattableString.Invariant($"are rounded to steps of {step:G3}"))
                : null;
    }

    private static string Describe(string name, float low, float high, string fate) => string.Create(
        CultureInfo.InvariantCulture,
        $"Column '{name}' holds values from {low:#,0.###} to {high:#,0.###}, which {fate}: single precision keeps about seven digits. "
        + $"Faults in it may go unseen. Take a fixed number away from it first, here and when rows are scored, such as {low:#,0}.");
}
