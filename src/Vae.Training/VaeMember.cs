namespace Vae.Training;

/// <summary>A member of an ensemble that was trained alone.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Count">Number of members of the run.</param>
/// <param name="Step">Optimiser steps taken.</param>
/// <param name="Steps">Optimiser steps planned.</param>
/// <param name="ResumedFrom">The step after which it went on from the file; null where it started from the beginning.</param>
public sealed record VaeMember(string Path, int Number, int Count, int Step, int Steps, int? ResumedFrom)
{
    /// <summary>Whether it came to its end, so that it can be assembled.</summary>
    public bool IsFinished => Step == Steps;
}
