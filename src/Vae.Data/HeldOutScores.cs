using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>
/// Scores of rows that trained, each by members and references that never saw the row: what a <see cref="ScoreRun"/> over the training table says of
/// these rows in the place of the model, which knows them too well.
/// </summary>
public sealed class HeldOutScores
{
    private readonly long[] _rowNumbers;
    private readonly float[] _scores;

    /// <summary>Takes the scores.</summary>
    /// <param name="rowNumbers">
    /// The place of each row among the data rows of the table, counted from 1, rising: <see cref="TrainingTable.RowNumbers"/>.
    /// </param>
    /// <param name="scores">The score of each, as <c>TrainedVae.TrainingScores</c> of Vae.Training has them; NaN for a row without a value.</param>
    /// <exception cref="ArgumentException">There is not one score a row, or the numbers do not rise.</exception>
    public HeldOutScores(IReadOnlyList<long> rowNumbers, IReadOnlyList<float> scores)
    {
        ArgumentNullException.ThrowIfNull(rowNumbers);
        ArgumentNullException.ThrowIfNull(scores);
        if (rowNumbers.Count != scores.Count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Argument 'scores' must have one score for each of {rowNumbers.Count} rows; got {scores.Count}."),
                nameof(scores));
        }

        (_rowNumbers, _scores) = ([.. rowNumbers], [.. scores]);
        if (_rowNumbers.Zip(_rowNumbers.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException(
                "Argument 'rowNumbers' must rise from row to row; got others. Pass them in the order of the table.", nameof(rowNumbers));
        }
    }

    /// <summary>Puts score, p-value and label of rows that trained into their places; other rows keep what the model says of them.</summary>
    /// <param name="scores">The scores of some rows by the model.</param>
    /// <param name="rowNumbers">Which rows they are [rows].</param>
    /// <param name="model">The model.</param>
    internal void PutInto(VaeScores scores, ReadOnlySpan<long> rowNumbers, VaeModel model)
    {
        for (var row = 0; row < rowNumbers.Length; row++)
        {
            if (Array.BinarySearch(_rowNumbers, rowNumbers[row]) is >= 0 and var place)
            {
                var score = _scores[place];
                scores.Score[row] = score;
                scores.PValue[row] = DecisionRule.PValue(score, model.Info.SmallestPValue);
                scores.PredictedLabel[row] = DecisionRule.IsAnomaly(score, model.Threshold);
            }
        }
    }
}
