namespace Vae.Data;

/// <summary>How rows are read for a model, and what messages call the options: what every run with a model has in common.</summary>
public abstract record RowOptions
{
    private protected RowOptions()
    {
    }

    /// <summary>
    /// Texts that stand for a missing value in every column, beside the usual markers: one by one, or several in one with commas between. Default
    /// none: those that the model was trained with (<see cref="MLNet.VaeColumn.Missing"/>).
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What becomes of rows of a table that cannot be read. Default: the first one ends the run.</summary>
    public BadRowOptions BadRows { get; init; } = new();

    /// <summary>How the file of a table is read, where a path is given. Its own names are not used. Default: a header row, UTF-8.</summary>
    public TableOptions Reading { get; init; } = new();

    /// <summary>
    /// What of images is not looked at, where a path is given, as for <see cref="MLNet.VaeImageSet.Masked"/>: an image, or a folder with a mask for
    /// each image. Default null: what the model was trained to leave out.
    /// </summary>
    public string? Mask { get; init; }

    /// <summary>What messages call these options.</summary>
    public OptionNames Names { get; init; } = new();

    internal virtual void Validate()
    {
        ArgumentNullException.ThrowIfNull(Missing);
        ArgumentNullException.ThrowIfNull(BadRows);
        ArgumentNullException.ThrowIfNull(Reading);
        ArgumentNullException.ThrowIfNull(Names);
        BadRows.Validate();
    }
}
