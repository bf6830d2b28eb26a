using Vae.Data;

namespace Vae.Service.Scoring;

/// <summary>Why a row of JSON cannot be read.</summary>
/// <param name="Kind">What is wrong, under the names of <c>vae score</c>.</param>
/// <param name="Message">A sentence or two: the row, the column, the rule, what was found.</param>
internal sealed record RowFlaw(RowFaultKind Kind, string Message);
