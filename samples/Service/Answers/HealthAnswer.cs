namespace Vae.Service.Answers;

/// <summary>How the service is.</summary>
/// <param name="Status"><c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c>.</param>
/// <param name="Description">Why, in words.</param>
/// <param name="Models">The files of the folder.</param>
public sealed record HealthAnswer(string Status, string? Description, IReadOnlyList<ModelState> Models);
