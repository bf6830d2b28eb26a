using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vae.Service.Models;

namespace Vae.Service.Hosting;

/// <summary>
/// Unhealthy, which is not ready, without a single model; degraded where a file of the folder is not what is served under its name. Live is a service
/// that answers at all.
/// </summary>
internal sealed class ModelHealth(ModelRegistry registry) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var places = registry.Places;
        var flawed = places.Where(place => place.Flaw is not null).Select(place => place.Name).ToList();
        var data = new Dictionary<string, object> { ["models"] = places };
        return Task.FromResult(
            !places.Any(place => place.Served is not null) ? HealthCheckResult.Unhealthy("No model is served.", data: data)
            : flawed.Count > 0 ? HealthCheckResult.Degraded($"Not what their files are: {string.Join(", ", flawed)}", data: data)
            : HealthCheckResult.Healthy("All models are those of their files.", data));
    }
}
