namespace Vae.Data;

/// <summary>Why a row cannot be read: a value, so that whoever asked for the row decides what becomes of it.</summary>
/// <param name="Kind">What is wrong, for counting.</param>
/// <param name="Row">The row's number among the data rows, from 1.</param>
/// <param name="Line">The line of the file on which the row starts, from 1; null where the source has no lines.</param>
/// <param name="Column">The column's name; null where the row as a whole is at fault.</param>
/// <param name="Message">One sentence or two that name the place, the rule, what was found and what to do.</param>
public sealed record RowFault(RowFaultKind Kind, long Row, long? Line, string? Column, string Message);
