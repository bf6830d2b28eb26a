namespace Vae.MLNet;

/// <summary>What one column is to a model: how much of the scores it has, how well the others predict it, and how much of a change is
/// found.</summary>
public sealed record VaeColumnSensitivity
{
    /// <summary>The column's name.</summary>
    public required string Column { get; init; }

    /// <summary>
    /// The column's part of the scores of the rows, 0 to 1: its contributions, each row weighted by its score. Those of all columns add up to 1.
    /// </summary>
    public required double ScoreShare { get; init; }

    /// <summary>
    /// How well the model predicts the column from the others: the share of its variance that is explained, of a text column the share of the
    /// rows that the commonest category gets wrong and the model gets right. 0 and below: not at all, so that only values out of the column's own
    /// range can be found. NaN where the column does not vary in the rows.
    /// </summary>
    public required double Predictability { get; init; }

    /// <summary>
    /// The smallest rise, in the column's own unit, that is flagged in half of the normal rows. Null where none is, and of a column of text or dates.
    /// </summary>
    public required float? Rise { get; init; }

    /// <summary>The smallest fall, as <see cref="Rise"/>; a positive number.</summary>
    public required float? Fall { get; init; }

    /// <summary>Of a text column: the share of normal rows that are flagged where its text is one never seen. Null of any other column.</summary>
    public required double? UnseenFlagged { get; init; }

    /// <summary>The column's standard deviation in the normal rows, to compare rise and fall with; NaN of a column of text or dates.</summary>
    public required float Deviation { get; init; }

    /// <summary>Under this the others hardly say anything of the column: 0.1.</summary>
    public const double SmallestPredictability = 0.1;

    /// <summary>False where the model cannot check the column against the others.</summary>
    public bool IsChecked => Predictability >= SmallestPredictability;
}
