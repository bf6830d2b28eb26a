using Vae.MLNet;

namespace Vae.Data;

/// <summary>What became of the images of a run.</summary>
public sealed class ImageStatusCounts
{
    private readonly SortedDictionary<VaeImageStatus, long> _counts = [];

    internal ImageStatusCounts()
    {
    }

    /// <summary>Number of images of each status that occurred, in the order of the statuses.</summary>
    public IReadOnlyDictionary<VaeImageStatus, long> Counts => _counts;

    /// <summary>Number of images.</summary>
    public long All => _counts.Values.Sum();

    /// <summary>Number of images that could be read, with or without a remark.</summary>
    public long Read => _counts.Where(pair => IsRead(pair.Key)).Sum(pair => pair.Value);

    /// <summary>One sentence on those that could not, such as <c>3 could not be read: 1 Empty, 2 Truncated.</c>; null where all could.</summary>
    public string? Unread => All == Read ? null : FormattableString.Invariant($"{All - Read:N0} could not be read: ")
        + string.Join(", ", _counts.Where(pair => !IsRead(pair.Key)).Select(pair => FormattableString.Invariant($"{pair.Value:N0} {pair.Key}")))
        + ".";

    internal void Add(IEnumerable<VaeImageStatus> statuses)
    {
        foreach (var status in statuses)
        {
            _counts[status] = _counts.GetValueOrDefault(status) + 1;
        }
    }

    private static bool IsRead(VaeImageStatus status) => status <= VaeImageStatus.ReadWithRemark;
}
