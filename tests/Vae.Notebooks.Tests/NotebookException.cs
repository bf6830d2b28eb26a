namespace Vae.Notebooks.Tests;

/// <summary>A cell of a notebook that failed: where, and why.</summary>
internal sealed class NotebookException(NotebookCell cell, int? line, string reason, Exception? innerException = null)
    : Exception(FormattableString.Invariant($"{cell.Place}{(line is null ? "" : FormattableString.Invariant($", line {line}"))}: {reason}"), innerException);
