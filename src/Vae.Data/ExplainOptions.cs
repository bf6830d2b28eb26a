namespace Vae.Data;

/// <summary>Which rows are explained, and how far.</summary>
public sealed record ExplainOptions : RowOptions
{
    /// <summary>
    /// The rows to explain, by their places among the data rows, or of images in the folder or file, from 1. Default none named: those that the
    /// model flags.
    /// </summary>
    public IReadOnlyList<long> Rows { get; init; } = [];

    /// <summary>Most columns of a row that are named as reasons, 1 and up. Default 3: more are rarely read.</summary>
    public int Reasons { get; init; } = 3;

    /// <summary>Most columns that are changed to make a row normal, 1 and up. Default 3: what needs more is odd as a whole.</summary>
    public int Changes { get; init; } = 3;

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(Reasons, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Changes, 1);
        if (Rows.Any(row => row < 1))
        {
            throw new VaeDataException(FormattableString.Invariant(
                $"Rows of {Names.Rows} must be counted from 1; got {Rows.First(row => row < 1)}. The first data row is 1."));
        }
    }
}
