namespace Vae.Data;

/// <summary>What a run of reconstruction writes.</summary>
public sealed record ReconstructOptions : RowOptions
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

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Kept);
    }
}
