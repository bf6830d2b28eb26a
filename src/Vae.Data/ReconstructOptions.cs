namespace Vae.Data;

/// <summary>What a run of reconstruction writes.</summary>
public sealed record ReconstructOptions
{
    /// <summary>
    /// True to leave values that are there as they are and fill the missing ones alone; false to replace all by what the model expects. Default
    /// false.
    /// </summary>
    public bool KeepObserved { get; init; }

    /// <summary>
    /// Columns of a table to copy beside the reconstruction, as they stand: names, or several in one with commas between; a name that itself has a
    /// comma is found first. They must not be columns of the model. Default none.
    /// </summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

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
        ArgumentNullException.ThrowIfNull(Missing);
        ArgumentNullException.ThrowIfNull(BadRows);
        ArgumentNullException.ThrowIfNull(Reading);
        ArgumentNullException.ThrowIfNull(Names);
        BadRows.Validate();
    }
}
