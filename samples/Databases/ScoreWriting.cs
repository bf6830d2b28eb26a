using Microsoft.ML;

namespace Databases;

/// <summary>The columns of a scored row that are written back.</summary>
internal sealed class ScoredReading
{
    public long Id { get; set; }

    public float Score { get; set; }

    public float PValue { get; set; }

    public bool PredictedLabel { get; set; }

    public string Explanation { get; set; } = "";
}

/// <summary>How many rows were scored and written.</summary>
internal sealed record ScoreSummary(long Rows, long Anomalies);

/// <summary>Scoring ended early; the message says what is written and how to go on.</summary>
internal sealed class ScoreWritingException(long committed, string message, Exception cause) : Exception(message, cause)
{
    /// <summary>Rows whose scores are committed.</summary>
    public long Committed => committed;
}

/// <summary>Scores the rows that have no score and writes the scores batch by batch.</summary>
internal static class ScoreWriting
{
    /// <summary>Few enough to lose little, many enough that a commit costs little.</summary>
    public const int BatchRows = 10_000;

    private const string Unscored = "NOT EXISTS (SELECT 1 FROM scores WHERE scores.id = readings.id)";

    public static ScoreSummary Run(MLContext mlContext, ITransformer detector, IReadingsDatabase database, Action<long>? committed = null)
    {
        var scored = detector.Transform(MachineReading.Load(mlContext, database, Unscored));
        var (rows, anomalies, last) = (0L, 0L, "");
        try
        {
            using var table = database.OpenScores();

            // Nothing is read before it is asked for, and nothing is kept: memory does not depend on the number of rows.
            foreach (var batch in mlContext.Data.CreateEnumerable<ScoredReading>(scored, reuseRowObject: false).Chunk(BatchRows))
            {
                table.Write(batch);
                (rows, anomalies) = (rows + batch.Length, anomalies + batch.Count(row => row.PredictedLabel));
                last = $", the last of id {batch[^1].Id}";
                committed?.Invoke(rows);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new ScoreWritingException(
                rows,
                FormattableString.Invariant($"Scores of {rows:N0} rows are committed{last}; those of later rows are not: '{exception.Message}'. ")
                + "Run again: rows that have a score are left out.",
                exception);
        }

        return new(rows, anomalies);
    }
}
