namespace Vae.Training;

/// <summary>
/// A file from which a run that was killed can go on: with the same rows, options and seed, the model is then the same, bit for bit on the same kind
/// of CPU, as that of a run that never stopped. It holds numbers of the networks, and of the rows their order alone.
/// </summary>
public sealed record VaeCheckpointOptions
{
    /// <summary>
    /// Path of the file, which always holds a whole checkpoint: a new one takes the place of the older one at once. It stays when the run has ended;
    /// remove it when the model is saved.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>
    /// Time between two checkpoints, at least zero: about the work that a kill costs. Default one minute; zero writes one after every step. Another
    /// is written when training ends or is stopped, before calibration.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether to go on from the checkpoint. Where there is none yet the run starts from the beginning, so that a job can always be started with the
    /// same options. Default false: a file that is there already is refused, because it holds the work of another run.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Checks what can be checked without looking at the file.</summary>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        if (Interval < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Interval), FormattableString.Invariant($"Checkpoint option '{nameof(Interval)}' must be at least zero; got {Interval}."));
        }
    }
}
