using Vae.Data.Runs;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>
/// A file that says how odd each training row is to a member that never saw it, to find dirt in the training data: Row, Score, PredictedLabel.
/// </summary>
public static class TrainingScores
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">Path of the file: as for <see cref="LineSink.ToFile"/>.</param>
    /// <param name="rowNumbers">The place of each row in the data.</param>
    /// <param name="scores">The score of each.</param>
    /// <param name="threshold">The model's threshold: a row is an anomaly when its score is at least this, or NaN.</param>
    /// <exception cref="ArgumentException">There is not one score a row.</exception>
    public static void Write(string path, IReadOnlyList<long> rowNumbers, IReadOnlyList<float> scores, double threshold)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(rowNumbers);
        ArgumentNullException.ThrowIfNull(scores);
        if (rowNumbers.Count != scores.Count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Argument 'scores' must have one score for each of {rowNumbers.Count} rows; got {scores.Count}."),
                nameof(scores));
        }

        using var lines = LineSink.ToFile(path);
        lines.Begin(ResultColumn.Of([ScoreRun.RowColumn, VaeOutputs.Score.Name, VaeOutputs.PredictedLabel.Name], []));
        using var part = lines.Prepare(cells =>
        {
            for (var i = 0; i < scores.Count; i++)
            {
                cells.Add(rowNumbers[i]);
                cells.Add(scores[i]);
                cells.Add(DecisionRule.IsAnomaly(scores[i], threshold));
                cells.EndRow();
            }
        });
        part.Write();
        lines.Complete();
    }
}
