namespace Vae.Data;

/// <summary>What a run of scoring adds to the scores.</summary>
public sealed record ScoreRunOptions
{
    /// <summary>
    /// Columns of a table to copy beside the scores, as they stand: names, or several in one with commas between; a name that itself has a comma is
    /// found first. Default none.
    /// </summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>
    /// False to leave out the key columns: those that training left out because they name rows or say when they were. Default true: they stand
    /// beside the scores, before <see cref="Kept"/>, where the table has them.
    /// </summary>
    public bool KeepsKeys { get; init; } = true;

    /// <summary>
    /// Most columns that the reasons of a labelled row of a table name, in a column <c>Explanation</c> before the kept ones; see
    /// <see cref="MLNet.VaeExplanation"/>. Default 0: no such column, and nothing is computed for it.
    /// </summary>
    public int Explained { get; init; }

    /// <summary>
    /// Texts that stand for a missing value in every column, beside the usual markers: one by one, or several in one with commas between. Default
    /// none.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What becomes of rows of a table that cannot be read. Default: the first one ends the run.</summary>
    public BadRowOptions BadRows { get; init; } = new();

    /// <summary>How the file of a table is read, where a path is given. Its own names are not used. Default: a header row, UTF-8.</summary>
    public TableOptions Reading { get; init; } = new();

    /// <summary>What messages call these options.</summary>
    public OptionNames Names { get; init; } = new();

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Kept);
        ArgumentOutOfRangeException.ThrowIfNegative(Explained);
        ArgumentNullException.ThrowIfNull(Missing);
        ArgumentNullException.ThrowIfNull(BadRows);
        ArgumentNullException.ThrowIfNull(Reading);
        ArgumentNullException.ThrowIfNull(Names);
        BadRows.Validate();
    }
}
