namespace Vae.Data;

/// <summary>Which rows or images are normal.</summary>
public sealed record LabelOptions
{
    /// <summary>
    /// The column of a table that says so; never a feature. Default null: all rows are normal. Images have no columns, but folders or a labels
    /// file.
    /// </summary>
    public string? Column { get; init; }

    /// <summary>
    /// The label of normal rows, or several with commas between; any other is an anomaly. Missing labels (empty, NA, ?) are left out and counted.
    /// Default null: 0, false or normal.
    /// </summary>
    public string? Normal { get; init; }
}
