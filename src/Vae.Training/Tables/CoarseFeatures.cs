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
        if (Fate(features, names.Count, feature) is not { } fate)
        {
            return null;
        }

        var (low, high) = (Numbers(features, names.Count, feature).Min(), Numbers(features, names.Count, feature).Max());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Column '{names[feature]}' holds values from {low:#,0.###} to {high:#,0.###}, which {fate}: single precision keeps about seven digits. "
            + $"Faults in it may go unseen. Take a fixed number away from it first, here and when rows are scored, such as {low:#,0}.");
    }

    /// <summary>What becomes of the values of a coarse feature; null for any other. What most features end with is asked first.</summary>
    private static string? Fate(float[] features, int width, int feature)
    {
        var numbers = Numbers(features, width, feature);
        var first = numbers.FirstOrDefault(float.NaN);
        if (numbers.All(value => ConstantFeature.IsSame(value, first)))
        {
            return numbers.Any(value => value != first) ? "count as one value, as all are within a millionth of the first"
                : MathF.Abs(first) >= LargestExact ? "count as one value, from which what differs by less than a millionth is not told apart"
                : null;
        }

        if (FeatureBulk.Of(features, width, feature) is not { Reach: > 0 } bulk)
        {
            return null;
        }

        var centre = MathF.Abs((float)bulk.Centre);
        var step = MathF.BitIncrement(centre) - centre;
        return bulk.Reach < LeastSteps * (double)step && !numbers.All(IsExact)
            ? FormattableString.Invariant($"are rounded to steps of {step:G3}")
            : null;
    }

    private static IEnumerable<float> Numbers(float[] features, int width, int feature)
    {
        for (var i = feature; i < features.Length; i += width)
        {
            if (float.IsFinite(features[i]))
            {
                yield return features[i];
            }
        }
    }

    /// <summary>Whether a value is a whole number that single precision keeps as it is.</summary>
    private static bool IsExact(float value) => float.IsInteger(value) && MathF.Abs(value) < LargestExact;
}
