namespace Vae.Data;

/// <summary>What became of one part of a table.</summary>
/// <param name="Scores">What was done with its rows, now or by the run that left it.</param>
/// <param name="Part">Path of its file.</param>
/// <param name="FirstRow">The number of its first row in the table, from 1; one that got no rows has that of the next.</param>
/// <param name="IsResumed">True where it was there already, and was checked only.</param>
public sealed record ShardSummary(ScoreSummary Scores, string Part, long FirstRow, bool IsResumed);
