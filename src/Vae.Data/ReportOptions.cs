namespace Vae.Data;

/// <summary>What a report shows.</summary>
public sealed record ReportOptions
{
    /// <summary>Which rows or images are normal. Without a label no curves against labels are drawn. Default none.</summary>
    public LabelOptions Label { get; init; } = new();

    /// <summary>Rows or images with the highest scores that are explained one by one, 0 and up. Default 12: what fits on a screen or two.</summary>
    public int Worst { get; init; } = 12;

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
        ArgumentOutOfRangeException.ThrowIfNegative(Worst);
        ArgumentNullException.ThrowIfNull(Missing);
        ArgumentNullException.ThrowIfNull(BadRows);
        ArgumentNullException.ThrowIfNull(Reading);
        ArgumentNullException.ThrowIfNull(Names);
        BadRows.Validate();
    }
}
