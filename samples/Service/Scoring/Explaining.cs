namespace Vae.Service.Scoring;

/// <summary>What is asked for beside the scores.</summary>
/// <param name="Rows">Which rows are explained.</param>
/// <param name="Most">Most rows that are, the worst first.</param>
internal sealed record Explaining(ExplainedRows Rows, int Most)
{
    /// <summary>Most columns of a row that are named.</summary>
    public const int Columns = 3;
}
