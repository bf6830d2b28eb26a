using Vae.MLNet;

namespace Vae.Data;

/// <summary>What a run of scoring did.</summary>
/// <param name="Rows">Rows or images of the data.</param>
/// <param name="Scored">Those with scores.</param>
/// <param name="Anomalies">Those labelled anomalies.</param>
/// <param name="Images">What became of the images; null for a table.</param>
/// <param name="BadRows">The rows of a table that could not be read; null for images.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record ScoreSummary(long Rows, long Scored, long Anomalies, ImageStatusCounts? Images, BadRowCounts? BadRows, TimeSpan Elapsed)
{
    /// <summary>What is worth saying of the data, a sentence each: how they were read, columns of which the model knows nothing.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>
    /// The rows that were selected, by their places among those with scores, with what is to be said of them; null where
    /// <see cref="ScoreRunOptions.Fdr"/> asks for none.
    /// </summary>
    public AnomalySelection? Selection { get; init; }

    /// <summary>Rows or images a second.</summary>
    public double RowsPerSecond => new RunProgress(Rows, 1, Elapsed).RowsPerSecond;
}
