using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// Counts values that lie far beyond all values of their feature that a member saw. Among many features one such value is a small part of a distance,
/// and yet no normal row has one. As with <see cref="NoveltyCounter"/>, each member judges by the rows outside its fold, and the held-out rows say
/// what such a value is worth.
/// </summary>
internal sealed class SeenRanges
{
    /// <summary>
    /// Fewer values than this say too little of where a feature ends: beyond the range of so many lies one of 4,000 normal values, beyond that of 60
    /// one of 370, and that in every feature.
    /// </summary>
    public const int FewestValues = 200;

    private SeenRanges(IReadOnlyList<SeenRange> ranges, float[,] watches) => (Ranges, Watches) = (ranges, watches);

    /// <summary>The ranges of all members, each once.</summary>
    public IReadOnlyList<SeenRange> Ranges { get; }

    /// <summary>1 where a range is that of a member, else 0 [ranges, members].</summary>
    public float[,] Watches { get; }

    /// <summary>
    /// Measures the numbers that each member saw; features that are constant for it or of which it saw few have no range, categories none at all.
    /// </summary>
    /// <param name="features">Features [rows, width].</param>
    /// <param name="width">Number of features.</param>
    /// <param name="seen">The rows that each member saw [members][rows].</param>
    /// <param name="categories">The features of each text column.</param>
    /// <param name="fences">The range of the ordinary values of features that have others: those do not count. Null for none.</param>
    /// <param name="fewest">Number of values below which a feature has no range.</param>
    public static SeenRanges Fit(
        ReadOnlySpan<float> features, int width, IReadOnlyList<long[]> seen, IReadOnlyList<Range> categories,
        IReadOnlyDictionary<int, (float Low, float High)>? fences = null, int fewest = FewestValues)
    {
        var found = new SortedDictionary<(int Feature, float Centre, float HalfWidth), List<int>>();
        for (var member = 0; member < seen.Count; member++)
        {
            foreach (var range in RangesOf(features, width, seen[member], fences, fewest))
            {
                if (TextColumns.IndexOf(categories, range.Feature) >= 0)
                {
                    continue;
                }

                var key = (range.Feature, range.Centre, range.HalfWidth);
                if (!found.TryGetValue(key, out var members))
                {
                    found.Add(key, members = []);
                }

                members.Add(member);
            }
        }

        var watches = new float[found.Count, seen.Count];
        foreach (var (members, row) in found.Values.Select((members, row) => (members, row)))
        {
            members.ForEach(member => watches[row, member] = 1);
        }

        return new([.. found.Keys.Select(key => new SeenRange(key.Feature, key.Centre, key.HalfWidth))], watches);
    }

    /// <summary>1 where a value lies beyond a range [rows, ranges]. A missing value does not.</summary>
    public Tensor Beyond(Tensor features)
    {
        var cells = features.index_select(1, tensor(Ranges.Select(range => (long)range.Feature).ToArray(), device: features.device));
        var centres = tensor(Ranges.Select(range => range.Centre).ToArray(), device: features.device);
        var halfWidths = tensor(Ranges.Select(range => range.HalfWidth).ToArray(), device: features.device);
        return ((cells - centres).abs() > halfWidths).to(float32);
    }

    private static IEnumerable<SeenRange> RangesOf(
        ReadOnlySpan<float> features, int width, long[] rows, IReadOnlyDictionary<int, (float Low, float High)>? fences, int fewest)
    {
        var (low, high) = (new float[width], new float[width]);
        Array.Fill(low, float.PositiveInfinity);
        Array.Fill(high, float.NegativeInfinity);
        var (sums, counts) = (new double[width], new long[width]);
        foreach (var row in rows)
        {
            var cells = features.Slice(checked((int)(row * width)), width);
            for (var j = 0; j < width; j++)
            {
                if (float.IsFinite(cells[j]) && IsOrdinary(cells[j], j, fences))
                {
                    low[j] = Math.Min(low[j], cells[j]);
                    high[j] = Math.Max(high[j], cells[j]);
                    sums[j] += cells[j];
                    counts[j]++;
                }
            }
        }

        return Enumerable.Range(0, width).Where(j => counts[j] >= fewest && !ConstantFeature.IsSame(low[j], high[j]))
            .Select(j => SeenRange.Of(j, sums[j] / counts[j], low[j], high[j]));
    }

    private static bool IsOrdinary(float value, int feature, IReadOnlyDictionary<int, (float Low, float High)>? fences) =>
        fences is null || !fences.TryGetValue(feature, out var fence) || (value > fence.Low && value < fence.High);
}
