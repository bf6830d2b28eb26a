namespace Vae.Data.Runs;

/// <summary>What was explained of a block.</summary>
/// <param name="Count">Rows of the block.</param>
/// <param name="Size">Its part of the source's size.</param>
/// <param name="Explained">The rows that were explained, in order.</param>
internal sealed record ExplainedRows(int Count, long Size, IReadOnlyList<ExplainedRow> Explained);
