using System.Runtime.InteropServices;

namespace Vae.MLNet.Features;

/// <summary>
/// Some of the different numbers of a column, each with how often it came: those with the smallest hashes (bottom-k sampling; Cohen and Kaplan 2007).
/// The same for any order of the rows and any cut into blocks; all of the numbers while they are few.
/// </summary>
internal sealed class ValueSketch
{
    /// <summary>Numbers kept: quantiles are right to about two parts in a hundred, which is plenty to tell far from near.</summary>
    private const int Kept = 512;

    private readonly Dictionary<double, long> _counts = [];
    private ulong _limit = ulong.MaxValue;

    /// <summary>True where no number came.</summary>
    public bool IsEmpty => _counts.Count == 0;

    /// <summary>Takes note of a finite number.</summary>
    public void Add(double value, long count = 1)
    {
        value += 0.0;                                                                   // -0 is 0
        if (Hash(value) > _limit)
        {
            return;
        }

        CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _) += count;
        if (_counts.Count > 2 * Kept)
        {
            Prune();
        }
    }

    /// <summary>Takes over the numbers of other rows.</summary>
    public void Merge(ValueSketch other)
    {
        _limit = Math.Min(_limit, other._limit);
        foreach (var (value, count) in other._counts)
        {
            Add(value, count);
        }

        Prune();
    }

    /// <summary>The numbers in rising order, each with its count.</summary>
    public (double Value, long Count)[] Values()
    {
        Prune();
        return [.. _counts.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];
    }

    private void Prune()
    {
        if (_counts.Count > Kept)
        {
            ulong[] hashes = [.. _counts.Keys.Select(Hash)];
            Array.Sort(hashes);
            _limit = Math.Min(_limit, hashes[Kept - 1]);
        }

        foreach (var value in _counts.Keys.Where(value => Hash(value) > _limit).ToList())
        {
            _counts.Remove(value);
        }
    }

    private static ulong Hash(double value) => SplitMix.Mix(BitConverter.DoubleToUInt64Bits(value));
}
