namespace Vae.Data.Rows;

/// <summary>The labels of anomalies, and the number of rows without any, for messages.</summary>
internal sealed class LabelsSeen
{
    /// <summary>A few of them are enough for the error that lists them.</summary>
    private const int MostLabels = 100;

    private readonly SortedSet<string> _others = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Others => _others;

    public long Unlabelled { get; set; }

    public void AddOther(ReadOnlySpan<char> label)
    {
        label = label.Trim();
        if (_others.Count < MostLabels && !_known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(label))
        {
            _known.Add(label.ToString());
            _others.Add(label.ToString());
        }
    }

    public void Merge(LabelsSeen later)
    {
        Unlabelled += later.Unlabelled;
        foreach (var label in later._others)
        {
            AddOther(label);
        }
    }
}
