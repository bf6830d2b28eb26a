namespace Vae.Service.Answers;

/// <summary>The answer to a table.</summary>
/// <param name="Model">Which model answered.</param>
/// <param name="Rows">Number of rows, those that could not be read among them.</param>
/// <param name="Scored">Number of rows that could be read.</param>
/// <param name="Anomalies">Number of rows that are labelled.</param>
/// <param name="Remarks">What is worth saying of the table as a whole.</param>
/// <param name="Results">What is said of each row, in their order.</param>
public sealed record ScoredTable(
    ModelMark Model, long Rows, long Scored, long Anomalies, IReadOnlyList<string> Remarks, IReadOnlyList<RowAnswer> Results);
