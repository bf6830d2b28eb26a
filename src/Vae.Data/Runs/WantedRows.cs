namespace Vae.Data.Runs;

/// <summary>The rows that were asked for, and those of them that are still to come.</summary>
/// <param name="rows">Their numbers.</param>
/// <param name="names">What names them in messages.</param>
/// <param name="source">What messages call the data.</param>
internal sealed class WantedRows(IReadOnlyList<long> rows, OptionNames names, string source)
{
    private readonly HashSet<long> _named = [.. rows];
    private readonly SortedSet<long> _left = [.. rows];

    /// <summary>True once all named rows are there; never where none was named.</summary>
    public bool IsDone => _named.Count > 0 && _left.Count == 0;

    /// <summary>Asked on any thread.</summary>
    /// <param name="row">The row's number.</param>
    /// <param name="isFlagged">Whether the model says anomaly.</param>
    public bool Contains(long row, bool isFlagged) => _named.Count > 0 ? _named.Contains(row) : isFlagged;

    public void Remove(long row) => _left.Remove(row);

    /// <summary>Refuses rows that the data do not have.</summary>
    /// <param name="read">Number of rows that were read.</param>
    public void RequireNone(long read)
    {
        if (_left.Count > 0)
        {
            throw new VaeDataException(FormattableString.Invariant(
                $"Row {_left.Min} of {names.Rows} must be one of '{source}'; got no such row among {read:N0}. Rows are counted from 1."));
        }
    }
}
