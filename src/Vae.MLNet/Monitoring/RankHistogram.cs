namespace Vae.MLNet.Monitoring;

/// <summary>
/// Where a value stands among all before it, in memory that does not grow: reference values cut the line into places (each value, and each gap
/// between two), and a tree counts how
/// many fell into each. Within a place the order is drawn, which changes nothing in distribution: values that came in one order might have come in
/// any.
/// </summary>
/// <param name="edges">The reference values, rising, each once; NaN, a missing value, stands first.</param>
/// <param name="counts">How many values fell into each place: [2 · edges + 1], the gap before an edge in front of it.</param>
internal sealed class RankHistogram(float[] edges, int[] counts)
{
    private readonly long[] _tree = Tree(counts);
    private long _total = counts.Sum(count => (long)count);

    public float[] Edges => edges;

    public int[] Counts => counts;

    /// <summary>With some values that are counted from the start.</summary>
    public static RankHistogram Of(ReadOnlySpan<float> reference)
    {
        var sorted = reference.ToArray();
        Array.Sort(sorted);
        float[] edges = [.. sorted.Distinct()];
        var counts = new int[(2 * edges.Length) + 1];
        foreach (var value in sorted)
        {
            counts[Place(edges, value)]++;
        }

        return new RankHistogram(edges, counts);
    }

    /// <summary>
    /// Adds a value and gives the share of all, itself included, that stand below it: uniform between 0 and 1, and independent from value to value,
    /// when reference and stream may be
    /// exchanged (Vovk, Gammerman and Shafer, 2005).
    /// </summary>
    /// <param name="value">The value; NaN is one like others.</param>
    /// <param name="draw">Uniform, in (0, 1): orders it among those in its place.</param>
    public double Add(float value, double draw)
    {
        var place = Place(edges, value);
        var rank = (Before(place) + (draw * (counts[place] + 1))) / (_total + 1);
        counts[place]++;
        _total++;
        for (var node = place + 1; node < _tree.Length; node += node & -node)
        {
            _tree[node]++;
        }

        return rank;
    }

    private static int Place(float[] edges, float value)
    {
        var index = Array.BinarySearch(edges, value);
        return index >= 0 ? (2 * index) + 1 : 2 * ~index;
    }

    private long Before(int place)
    {
        var sum = 0L;
        for (var node = place; node > 0; node -= node & -node)
        {
            sum += _tree[node];
        }

        return sum;
    }

    /// <summary>Partial sums after Fenwick (1994): node i covers as many places as the lowest bit of i says.</summary>
    private static long[] Tree(int[] counts)
    {
        var tree = new long[counts.Length + 1];
        for (var node = 1; node < tree.Length; node++)
        {
            tree[node] += counts[node - 1];
            var next = node + (node & -node);
            if (next < tree.Length)
            {
                tree[next] += tree[node];
            }
        }

        return tree;
    }
}
