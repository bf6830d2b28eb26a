namespace Vae.Data;

/// <summary>Which rows are explained, and how far.</summary>
public sealed record ExplainOptions
{
    /// <summary>
    /// The rows to explain, by their places among the data rows, or of images in the folder or file, from 1. Default none named: those that the
    /// model flags.
    /// </summary>
    public IReadOnlyList<long> Rows { get; init; } = [];

    /// <summary>Most columns of a row that are named as reasons, 1 and up. Default 3: more are rarely read.</summary>
    public int Reasons { get; init; } = 3;

    /// <summary>Most columns that are changed to make a row normal, 1 and up. Default 3: what needs more is odd as a whole.</summary>
    public int Changes { get; init; } = 3;

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
        ArgumentNullException.ThrowIfNull(Rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(Reasons, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Changes, 1);
        ArgumentNullException.ThrowIfNull(Missing);
        ArgumentNullException.ThrowIfNull(BadRows);
        ArgumentNullException.ThrowIfNull(Reading);
        ArgumentNullException.ThrowIfNull(Names);
        BadRows.Validate();
        if (Rows.Any(row => row < 1))
        {
            throw new VaeDataException(FormattableString.Invariant(
                $"Rows of {Names.Rows} must be counted from 1; got {Rows.First(row => row < 1)}. The first data row is 1."));
        }
    }
}
