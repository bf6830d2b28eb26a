namespace Vae.MLNet.Features;

/// <summary>What was taken as missing in a column, by its text; empty cells are not counted.</summary>
internal sealed class MissingCells
{
    /// <summary>More different ones are counted together.</summary>
    private const int MostTexts = 50;

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Number of cells.</summary>
    public long Count { get; private set; }

    /// <summary>Number of different ones.</summary>
    public int Kinds => _counts.Count;

    public void Add(string text, long cells = 1)
    {
        Count += cells;
        var key = _counts.Count < MostTexts || _counts.ContainsKey(text) ? text : "others";
        _counts[key] = _counts.GetValueOrDefault(key) + cells;
    }

    public void Merge(MissingCells later)
    {
        foreach (var (text, cells) in later._counts)
        {
            Add(text, cells);
        }
    }

    /// <summary>The most frequent first, such as <c>2 × 'NA', 1 × '?'</c>.</summary>
    public override string ToString() => string.Join(", ", _counts.OrderByDescending(pair => pair.Value).Take(5)
        .Select(pair => FormattableString.Invariant($"{pair.Value:N0} × '{pair.Key}'"))) + (_counts.Count > 5 ? " and others" : "");
}
