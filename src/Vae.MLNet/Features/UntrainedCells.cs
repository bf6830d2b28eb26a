namespace Vae.MLNet.Features;

/// <summary>What a column holds in rows that do not train, because their label says that they are anomalies.</summary>
/// <param name="most">How many different texts are counted.</param>
internal sealed class UntrainedCells(int most)
{
    /// <summary>Fewer rows may differ by chance.</summary>
    private const int LeakRows = 10;

    /// <summary>More values are no label.</summary>
    private const int LeakValues = 20;

    private readonly TextCount _texts = new(most);
    private long _cells;

    public void Add(ReadOnlySpan<char> cell)
    {
        _cells++;
        _texts.Add(cell);
    }

    public void Merge(UntrainedCells later)
    {
        _cells += later._cells;
        _texts.Merge(later._texts);
    }

    /// <summary>
    /// True where there are a few values here, each more than once, and none of them in a row that trains: so a label looks that came in under
    /// another name.
    /// </summary>
    /// <param name="trained">The values of the rows that train.</param>
    /// <param name="rows">How many of these have one.</param>
    public bool SayLabel(TextCount trained, long rows) =>
        rows >= LeakRows && _cells >= LeakRows && trained.Count <= LeakValues && _texts.Count <= Math.Min(LeakValues, _cells / 2)
        && !trained.Overlaps(_texts);
}
