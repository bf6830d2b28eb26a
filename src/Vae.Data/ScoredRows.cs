using Vae.MLNet;

namespace Vae.Data;

/// <summary>Some rows of a table, or some images, and what the model says of them. Valid while a sink prepares them.</summary>
public abstract class ScoredRows
{
    private readonly AnomalySelection? _selection;

    private protected ScoredRows(VaeScores scores, int scored, AnomalySelection? selection) =>
        (Scores, Scored, _selection) = (scores, scored, selection);

    /// <summary>Number of rows, with or without scores.</summary>
    public abstract int Rows { get; }

    /// <summary>Number of rows with scores: the rows of a table, and the images, that could be read.</summary>
    public int Scored { get; }

    /// <summary>The scores of those rows, in order; the arrays may be longer than <see cref="Scored"/>.</summary>
    public VaeScores Scores { get; }

    /// <summary>
    /// The features of those with scores, the offsets of their columns taken off: [scored, features], for images [scored, channels, height,
    /// width].
    /// </summary>
    public abstract ReadOnlySpan<float> Features { get; }

    /// <summary>Number of rows labelled anomalies.</summary>
    public int Anomalies => Scores.PredictedLabel.AsSpan(0, Scored).Count(true);

    /// <summary>Writes all rows, cell by cell.</summary>
    /// <param name="cells">Takes them.</param>
    public abstract void WriteTo(CellWriter cells);

    /// <summary>Writes the cell of one column: the row's place among the scores, and what takes it.</summary>
    private protected delegate void WriteCell(int row, CellWriter cells);

    /// <summary>
    /// How each of some outputs is written, and whether the row is selected, where that is asked for: the one place that knows how scores become
    /// cells. A number that the model's file does not give is missing in every row.
    /// </summary>
    private protected WriteCell[] Columns(IEnumerable<VaeOutput> outputs) =>
    [
        .. outputs.Select(Number),
        .. _selection is { } selection ? [(row, cells) => cells.Add(selection.Selects(Scores.PValue[row]))] : Array.Empty<WriteCell>(),
    ];

    private WriteCell Number(VaeOutput output) => !Scores.Outputs.Contains(output)
        ? (_, cells) => cells.AddMissing()
        : Scores[output] switch
        {
            float[] numbers => (row, cells) => cells.Add(numbers[row]),
            var flags => (row, cells) => cells.Add(((bool[])flags)[row]),
        };
}
