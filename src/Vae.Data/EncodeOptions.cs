namespace Vae.Data;

/// <summary>What a run of encoding writes.</summary>
public sealed record EncodeOptions : RowOptions
{
    /// <summary>
    /// True for <c>LatentLogVariance</c>, how sure the model is of each place, instead of <c>LatentMean</c>, the place itself. Default false.
    /// </summary>
    public bool LogVariance { get; init; }

    /// <summary>
    /// Columns of a table to copy beside the latents, as they stand: names, or several in one with commas between; a name that itself has a comma
    /// is found first. Default none.
    /// </summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Kept);
    }
}
