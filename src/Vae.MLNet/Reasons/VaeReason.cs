using Vae.MLNet.Reasons;

namespace Vae.MLNet;

/// <summary>
/// One column's part in what makes a row odd: what it holds, what the model expects there given the rest of the row, and how much of the oddness
/// it has.
/// </summary>
public sealed record VaeReason
{
    /// <summary>The column's name.</summary>
    public required string Column { get; init; }

    /// <summary>In what way the value is out of line.</summary>
    public required VaeReasonKind Kind { get; init; }

    /// <summary>The share of what makes the row odd, 0 to 1: the contributions of the column's features added up.</summary>
    public required double Share { get; init; }

    /// <summary>The value, in the column's own unit; NaN where it is missing, and of a column of text or dates.</summary>
    public required double Value { get; init; }

    /// <summary>
    /// The text of a text column, and of dates what the model sees of them, such as <c>Tuesday, 14:00</c>; null of a number column, where it is
    /// missing, and where only the features are known and none of the categories is set.
    /// </summary>
    public string? Category { get; init; }

    /// <summary>What the model expects, in the column's own unit; NaN of a column of text or dates.</summary>
    public required double Expected { get; init; }

    /// <summary>
    /// The lower end of what was to be expected: <see cref="Expected"/> less two standard deviations of held-out residuals. NaN of a text column.
    /// </summary>
    public required double ExpectedLow { get; init; }

    /// <summary>The upper end: <see cref="Expected"/> and two standard deviations of held-out residuals. NaN of a text column.</summary>
    public required double ExpectedHigh { get; init; }

    /// <summary>The category that the model expects, or the time, such as <c>Tuesday, 09:12</c>; null of a number column.</summary>
    public string? ExpectedCategory { get; init; }

    /// <summary>
    /// The reason in words, such as <c>Amount 9,200 (expected 120 to 180): 71 %</c>; invariant, in the column's own unit, with as many digits as
    /// it takes to tell value and expectation apart.
    /// </summary>
    public override string ToString() => ReasonText.Of(this);
}
