namespace Vae.Training;

/// <summary>Which member of an ensemble is trained alone, and where it goes.</summary>
public sealed record VaeMemberOptions
{
    /// <summary>
    /// Path of the folder of the members of one run; it is made where it is missing. Each is a file of its own, so that any number of machines that
    /// share the folder can train them.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>The number of the member, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>
    /// Number of members, which must be that of the run: <see cref="VaeTrainingOptions.Members"/> where given, by default 5 for tables and 3 for
    /// images.
    /// </summary>
    public required int Count { get; init; }

    /// <summary>
    /// Time between two states that the file holds while the member is trained, at least zero: about the work that a kill costs. Default one minute.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether to go on from the file where it is there: a finished member is left alone, an unfinished one is trained to its end, and one of another
    /// run is refused. Default false: a file that is there already is refused.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Checks the number against that of the run.</summary>
    /// <param name="members">Members of the run.</param>
    internal void Validate(int members)
    {
        ArgumentException.ThrowIfNullOrEmpty(Folder);
        if (Count != members)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Member {Number}/{Count} must be one of the {members} that this ensemble has; got one of {Count}. ")
                + FormattableString.Invariant($"Train {members}, from 1/{members} to {members}/{members}."), nameof(members));
        }

        if (Number < 1 || Number > Count)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Member {Number}/{Count} must be counted from 1 to the number of members; got {Number} of {Count}. The first is 1/{Count}."),
                nameof(members));
        }
    }
}
