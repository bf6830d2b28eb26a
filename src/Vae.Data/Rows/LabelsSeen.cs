using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>The labels of anomalies, and the number of rows without any, for messages.</summary>
internal sealed class LabelsSeen
{
    /// <summary>A few of them are enough for the error that lists them.</summary>
    private const int MostLabels = 100;

    private readonly TextCount _others = new(MostLabels - 1);   // it keeps one more

    /// <summary>In ordinal order.</summary>
    public IReadOnlyCollection<string> Others => [.. _others.All.Order(StringComparer.Ordinal)];

    public long Unlabelled { get; set; }

    public void AddOther(ReadOnlySpan<char> label) => _others.Add(label.Trim());

    public void Merge(LabelsSeen later)
    {
        Unlabelled += later.Unlabelled;
        _others.Merge(later._others);
    }
}
