namespace Vae.MLNet.Features;

/// <summary>Different texts, until there are more than anybody wants.</summary>
internal sealed class TextCount
{
    private readonly int _most;
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TextCount(int most)
    {
        _most = most;
        _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>True when more came than are counted.</summary>
    public bool IsFull => _texts.Count > _most;

    public int Count => _texts.Count;

    public IReadOnlyCollection<string> All => _texts;

    public void Add(ReadOnlySpan<char> text)
    {
        if (!IsFull)
        {
            _lookup.Add(text);
        }
    }

    /// <summary>True where a text is among both.</summary>
    public bool Overlaps(TextCount other) => _texts.Overlaps(other._texts);

    public void Merge(TextCount later)
    {
        foreach (var text in later._texts)
        {
            Add(text);
        }
    }
}
