using Vae.MLNet;

namespace Vae.Cli.Images;

/// <summary>What became of the images of a run.</summary>
internal sealed class ImageStatusCounts
{
    private readonly SortedDictionary<VaeImageStatus, long> _counts = [];

    public long All => _counts.Values.Sum();

    public long Read => _counts.Where(pair => pair.Key is VaeImageStatus.Read or VaeImageStatus.ReadWithRemark).Sum(pair => pair.Value);

    public void Add(VaeImageStatus status) => _counts[status] = _counts.GetValueOrDefault(status) + 1;

    /// <summary>One sentence on those that were not read, with a space before it; nothing where all were.</summary>
    public string Unread => All == Read ? "" : FormattableString.Invariant($" {All - Read:N0} could not be read: ")
        + string.Join(", ", _counts.Where(pair => pair.Key > VaeImageStatus.ReadWithRemark).Select(pair => FormattableString.Invariant($"{pair.Value:N0} {pair.Key}"))) + ".";
}
