namespace Vae.Data;

/// <summary>What a run of scoring adds to the scores.</summary>
public sealed record ScoreRunOptions : RowOptions
{
    /// <summary>
    /// Columns of a table to copy beside the scores, as they stand: names, or several in one with commas between; a name that itself has a comma is
    /// found first. Default none.
    /// </summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>
    /// False to leave out the key columns: those that training left out because they name rows or say when they were. Default true: they stand
    /// beside the scores, before <see cref="Kept"/>, where the table has them.
    /// </summary>
    public bool KeepsKeys { get; init; } = true;

    /// <summary>
    /// Most columns that the reasons of a labelled row of a table name, in a column <c>Explanation</c> before the kept ones; see
    /// <see cref="MLNet.VaeExplanation"/>. Default 0: no such column, and nothing is computed for it.
    /// </summary>
    public int Explained { get; init; }

    /// <summary>
    /// The share of false discoveries to accept among the selected rows, on average over batches; between 0 and 1, 0.1 is common. Adds a column
    /// <c>Selected</c> behind the numbers; see <see cref="MLNet.AnomalySelection"/> for what is promised and assumed. All rows of the run are the
    /// batch: they are read and scored twice, so that the table must be a file on disk. Default null: no such column.
    /// </summary>
    public double? Fdr { get; init; }

    /// <summary>
    /// Scores of rows of a table that trained the model, which stand in the place of its own: each is by members and references that never saw the
    /// row. The results then have <see cref="ScoreRun.HeldOutColumns"/>. Default null: all rows are the model's to judge.
    /// </summary>
    public HeldOutScores? HeldOut { get; init; }

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Kept);
        ArgumentOutOfRangeException.ThrowIfNegative(Explained);
    }
}
