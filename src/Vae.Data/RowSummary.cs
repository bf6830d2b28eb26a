namespace Vae.Data;

/// <summary>What a run of encoding or reconstruction did.</summary>
/// <param name="Rows">Rows or images of the data.</param>
/// <param name="Written">Those that have a result.</param>
/// <param name="Images">What became of the images; null for a table.</param>
/// <param name="BadRows">The rows of a table that could not be read; null for images.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record RowSummary(long Rows, long Written, ImageStatusCounts? Images, BadRowCounts? BadRows, TimeSpan Elapsed)
{
    /// <summary>Rows or images a second.</summary>
    public double RowsPerSecond => new RunProgress(Rows, 1, Elapsed).RowsPerSecond;
}
