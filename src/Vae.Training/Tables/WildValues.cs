namespace Vae.Training.Tables;

/// <summary>
/// Values of training rows that lie so far outside the bulk of their feature, with nothing between, that they say nothing about its scale: one
/// cell of 99999 would blind a column. Marks of missing values that come again count as missing; the others stay values, far out, and are left out of
/// mean and deviation. Ordinary columns, heavy tails among them, have none.
/// </summary>
internal sealed class WildValues
{
    /// <summary>A mark of a missing value is at least this far out, in reaches of the bulk; any other wild value so far.</summary>
    public const double MarkDistance = 3, WildDistance = 100;

    /// <summary>The same of marks where the bulk is one value, in units of that value, or of 1 where it is smaller.</summary>
    private const double MarkDistanceFromOne = 20;

    private WildValues(IReadOnlyList<WildValue> found, IReadOnlyDictionary<int, (float Low, float High)> fences) => (Found, Fences) = (found, fences);

    /// <summary>All of them, by feature.</summary>
    public IReadOnlyList<WildValue> Found { get; }

    /// <summary>Those that stand for missing values.</summary>
    public IReadOnlyList<MissingMark> Marks =>
        [.. Found.Where(value => value.IsMissing).Select(value => new MissingMark(value.Feature, value.Value))];

    /// <summary>The range of the ordinary values of the features that have wild ones.</summary>
    public IReadOnlyDictionary<int, (float Low, float High)> Fences { get; }

    /// <summary>Finds them.</summary>
    /// <param name="features">Features [rows, width].</param>
    /// <param name="width">Number of features.</param>
    /// <param name="categories">The features of each text column: they hold 0 and 1, and nothing of them is wild.</param>
    /// <param name="offsets">What was taken off each feature [width]; null for nothing.</param>
    public static WildValues Find(
        ReadOnlySpan<float> features, int width, IReadOnlyList<Range> categories, IReadOnlyList<double>? offsets = null)
    {
        var found = new List<WildValue>();
        var fences = new Dictionary<int, (float Low, float High)>();
        var (lowest, highest) = Ends(features, width);
        for (var feature = 0; feature < width; feature++)
        {
            if (TextColumns.IndexOf(categories, feature) >= 0 || FeatureBulk.Of(features, width, feature) is not { } bulk)
            {
                continue;
            }

            var offset = offsets?[feature] ?? 0;
            var unit = UnitOf(bulk, offset);
            var low = IsFar(lowest[feature], bulk, unit, sign: -1)
                ? Outside(features, width, feature, bulk, unit, offset, sign: -1, found) : float.NegativeInfinity;
            var high = IsFar(highest[feature], bulk, unit, sign: 1)
                ? Outside(features, width, feature, bulk, unit, offset, sign: 1, found) : float.PositiveInfinity;
            if (float.IsFinite(low) || float.IsFinite(high))
            {
                fences.Add(feature, (low, high));
            }
        }

        return new(found, fences);
    }

    /// <summary>The least and the largest number of each feature, infinities where it has none [width].</summary>
    private static (float[] Low, float[] High) Ends(ReadOnlySpan<float> features, int width)
    {
        var (low, high) = (new float[width], new float[width]);
        Array.Fill(low, float.PositiveInfinity);
        Array.Fill(high, float.NegativeInfinity);
        for (var i = 0; i < features.Length; i += width)
        {
            for (var j = 0; j < width; j++)
            {
                var value = features[i + j];
                if (float.IsFinite(value))
                {
                    low[j] = Math.Min(low[j], value);
                    high[j] = Math.Max(high[j], value);
                }
            }
        }

        return (low, high);
    }

    /// <summary>Whether a value lies on a side of the bulk, and so far out that it may be wild.</summary>
    private static bool IsFar(float value, FeatureBulk bulk, double unit, int sign) =>
        (value - bulk.Centre) * sign > 0 && bulk.Distance(value) > MarkDistance * unit;

    /// <summary>Where the bulk is one value, only what looks like a mark can be told from a rare value, and the value itself is the unit.</summary>
    private static double UnitOf(FeatureBulk bulk, double offset) =>
        bulk.Reach > 0 ? bulk.Reach : MarkDistanceFromOne / MarkDistance * Math.Max(1, Math.Abs(bulk.Centre + offset));

    /// <summary>Adds the wild values on one side of the bulk, and returns where they begin: an infinity where there are none.</summary>
    private static float Outside(
        ReadOnlySpan<float> features, int width, int feature, FeatureBulk bulk, double unit, double offset, int sign, List<WildValue> found)
    {
        var counts = new SortedDictionary<double, (float Value, int Count)>();
        var inner = unit / 2;
        for (var i = feature; i < features.Length; i += width)
        {
            var value = features[i];
            if (float.IsFinite(value) && (value - bulk.Centre) * sign > 0)
            {
                var distance = bulk.Distance(value);
                if (distance > MarkDistance * unit)
                {
                    counts[distance] = (value, counts.GetValueOrDefault(distance).Count + 1);
                }
                else
                {
                    inner = Math.Max(inner, distance);
                }
            }
        }

        var side = new WildSide(counts, inner, bulk.Reach > 0 ? WildDistance * unit : double.PositiveInfinity, offset);
        found.AddRange(side.Found(feature));
        return side.Begin(sign);
    }
}
