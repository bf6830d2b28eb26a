using Vae.MLNet;

namespace Vae.Data;

/// <summary>Some rows of a table, or some images, and what the model says of them. Valid while a sink prepares them.</summary>
public abstract class ScoredRows
{
    private protected ScoredRows(VaeScores scores, int scored) => (Scores, Scored) = (scores, scored);

    /// <summary>Number of rows, with or without scores.</summary>
    public abstract int Rows { get; }

    /// <summary>Number of rows with scores: all of a table, the images that could be read.</summary>
    public int Scored { get; }

    /// <summary>The scores of those rows, in order; the arrays may be longer than <see cref="Scored"/>.</summary>
    public VaeScores Scores { get; }

    /// <summary>The features of those rows: [rows, features], for images [rows, channels, height, width].</summary>
    public abstract ReadOnlySpan<float> Features { get; }

    /// <summary>Number of rows labelled anomalies.</summary>
    public int Anomalies => Scores.PredictedLabel.AsSpan(0, Scored).Count(true);

    /// <summary>Writes all rows, cell by cell.</summary>
    /// <param name="cells">Takes them.</param>
    public abstract void WriteTo(CellWriter cells);

    /// <summary>Writes the scores of one row, one cell for each of <see cref="VaeOutputs.Numbers"/>: the one place that knows how they become cells.</summary>
    /// <param name="columns">The arrays of <see cref="Columns"/>.</param>
    /// <param name="row">The row's place among the scores.</param>
    /// <param name="cells">Takes them.</param>
    private protected static void Write(Array?[] columns, int row, CellWriter cells)
    {
        foreach (var values in columns)
        {
            switch (values)
            {
                case float[] numbers:
                    cells.Add(numbers[row]);
                    break;
                case bool[] flags:
                    cells.Add(flags[row]);
                    break;
                default:
                    cells.AddMissing();
                    break;
            }
        }
    }

    /// <summary>The values of each of <see cref="VaeOutputs.Numbers"/>; null for one that the model's file does not give.</summary>
    private protected Array?[] Columns() => [.. VaeOutputs.Numbers.Select(output => Scores.Outputs.Contains(output) ? Scores[output] : null)];
}
