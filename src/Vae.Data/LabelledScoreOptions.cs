namespace Vae.Data;

/// <summary>How labelled rows or images are scored.</summary>
public sealed record LabelledScoreOptions
{
    /// <summary>Which rows are normal.</summary>
    public LabelOptions Label { get; init; } = new();

    /// <summary>True to leave out the anomalies; images are then all normal unless a label is named. Default false.</summary>
    public bool NormalOnly { get; init; }

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
        ArgumentNullException.ThrowIfNull(Label);
        ArgumentNullException.ThrowIfNull(Missing);
        ArgumentNullException.ThrowIfNull(BadRows);
        ArgumentNullException.ThrowIfNull(Reading);
        ArgumentNullException.ThrowIfNull(Names);
        BadRows.Validate();
    }
}
