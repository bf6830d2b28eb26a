namespace Vae.Service.Answers;

/// <summary>The answer to one row.</summary>
/// <param name="Model">Which model answered.</param>
/// <param name="Result">What it says of the row.</param>
public sealed record ScoredRow(ModelMark Model, RowAnswer Result);
