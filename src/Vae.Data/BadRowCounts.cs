namespace Vae.Data;

/// <summary>The rows of a run that could not be read, by kind.</summary>
public sealed class BadRowCounts
{
    private readonly SortedDictionary<RowFaultKind, long> _counts = [];

    internal BadRowCounts()
    {
    }

    /// <summary>Number of bad rows of each kind that occurred, in the order of the kinds.</summary>
    public IReadOnlyDictionary<RowFaultKind, long> Counts => _counts;

    /// <summary>Number of bad rows.</summary>
    public long All => _counts.Values.Sum();

    /// <summary>The first in the order of the table; null where all rows could be read.</summary>
    public RowFault? First { get; private set; }

    /// <summary>
    /// One line on them, such as <c>3 rows could not be read: 2 CellCount, 1 NoNumber. The first: Line 7 of 'a.csv' must have ...</c>; null where all
    /// could.
    /// </summary>
    public string? Unread => First is null ? null
        : FormattableString.Invariant($"{All:N0} {(All == 1 ? "row" : "rows")} could not be read: {Kinds}. The first: {First.Message}");

    /// <summary>The kinds with their numbers.</summary>
    internal string Kinds => string.Join(", ", _counts.Select(pair => FormattableString.Invariant($"{pair.Value:N0} {pair.Key}")));

    /// <summary>Counts that were kept.</summary>
    internal static BadRowCounts Of(IReadOnlyDictionary<RowFaultKind, long> counts, RowFault? first)
    {
        var result = new BadRowCounts { First = first };
        foreach (var (kind, rows) in counts)
        {
            result._counts[kind] = rows;
        }

        return result;
    }

    internal void Add(RowFault fault)
    {
        First ??= fault;
        _counts[fault.Kind] = _counts.GetValueOrDefault(fault.Kind) + 1;
    }
}
