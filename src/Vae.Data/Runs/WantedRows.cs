namespace Vae.Data.Runs;

/// <summary>The rows that are to be explained, and those of them that are still to come.</summary>
internal sealed class WantedRows(ExplainOptions options, string source)
{
    private readonly HashSet<long> _named = [.. options.Rows];
    private readonly SortedSet<long> _left = [.. options.Rows];

    /// <summary>True once all named rows are there; never where none was named.</summary>
    public bool IsDone => _named.Count > 0 && _left.Count == 0;

    /// <summary>Asked on any thread.</summary>
    /// <param name="row">The row's number.</param>
    /// <param name="isFlagged">Whether the model says anomaly.</param>
    public bool Contains(long row, bool isFlagged) => _named.Count > 0 ? _named.Contains(row) : isFlagged;

    public void Remove(long row) => _left.Remove(row);

    /// <summary>Refuses rows that the data do not have.</summary>
    /// <param name="rows">Number of rows that were read.</param>
    public void RequireNone(long rows)
    {
        if (_left.Count > 0)
        {
            throw new VaeDataException(FormattableString.Invariant(
                $"Row {_left.Min} of {options.Names.Rows} must be one of '{source}'; got no such row among {rows:N0}. Rows are counted from 1."));
        }
    }
}
