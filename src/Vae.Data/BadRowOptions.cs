namespace Vae.Data;

/// <summary>What becomes of the rows of a table that cannot be read: the same for scoring, evaluation and training.</summary>
public sealed record BadRowOptions
{
    /// <summary>
    /// Whether such a row ends the run. Default <see cref="BadRowPolicy.Fail"/>: a program that does not ask never works on part of its data.
    /// </summary>
    public BadRowPolicy Policy { get; init; }

    /// <summary>
    /// The largest share of bad rows with which a run ends well, 0 to 1: above it, the file is taken for a wrong one. Default 0.05. A single bad row
    /// among good ones is always let pass.
    /// </summary>
    public double MaxShare { get; init; } = 0.05;

    /// <summary>
    /// Path of a file that collects the lines of bad rows, byte for byte as they were, below the header of the table, so that they can be mended and
    /// run again. Written whole when the run has ended well, also where no row was bad. Only of tables that are files of lines. Default none.
    /// </summary>
    public string? Quarantine { get; init; }

    internal void Validate()
    {
        if (MaxShare is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxShare), FormattableString.Invariant($"Option '{nameof(MaxShare)}' must be from 0 to 1; got {MaxShare}."));
        }
    }
}
