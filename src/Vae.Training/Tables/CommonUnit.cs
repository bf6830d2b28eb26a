using Vae.Training.Scoring;

namespace Vae.Training.Tables;

/// <summary>
/// The unit that the features of a wide table share where they are measured alike, such as the numbers of an embedding or a spectrum. Where features
/// outnumber rows, the spread of a single feature is known badly, and dividing by it blows up those that hardly ever vary; so features whose spreads
/// are of one order keep their sizes relative to each other, those that never varied among them.
/// </summary>
internal static class CommonUnit
{
    /// <summary>Features share a unit when the spread that all but a hundredth keep below is at most this many times the median.</summary>
    private const double MostRatio = 10;

    /// <summary>
    /// The smallest spread that a feature counts as having, in that unit: beyond four of its spreads a value counts by its logarithm, and a feature
    /// that never varied must be seen to change.
    /// </summary>
    public const float SmallestSpread = 0.1f;

    /// <summary>
    /// Numbers are measured when half of the features have at least so many values, for all rows together and for each: flags, counts and weights of
    /// rare words have few.
    /// </summary>
    private const double FewestValues = 10, FewestValuesPerRow = 0.1;

    /// <summary>
    /// The root mean square of the spreads where features outnumber rows (see <see cref="WideTable"/>) and share a unit; otherwise null.
    /// </summary>
    /// <param name="features">Training rows [rows, width].</param>
    /// <param name="width">Number of features.</param>
    /// <param name="varying">The features that vary.</param>
    /// <param name="spreads">The standard deviation of each feature [width].</param>
    public static float? Of(ReadOnlySpan<float> features, int width, IReadOnlyList<int> varying, float[] spreads)
    {
        var rows = features.Length / width;
        float[] rising = [.. varying.Select(feature => spreads[feature]).Order()];
        if (!WideTable.Outnumber(width, rows) || rising.Length == 0
            || rising[(int)(0.99 * (rising.Length - 1))] > MostRatio * rising[rising.Length / 2])
        {
            return null;
        }

        var fewest = Math.Max(FewestValues, FewestValuesPerRow * rows);
        var measured = 0;
        foreach (var feature in varying)
        {
            measured += Values(features, width, feature) >= fewest ? 1 : 0;
        }

        return 2 * measured >= varying.Count ? (float)Math.Sqrt(rising.Average(spread => (double)spread * spread)) : null;
    }

    private static int Values(ReadOnlySpan<float> features, int width, int feature)
    {
        var values = new HashSet<float>();
        for (var i = feature; i < features.Length; i += width)
        {
            if (float.IsFinite(features[i]))
            {
                values.Add(features[i]);
            }
        }

        return values.Count;
    }
}
