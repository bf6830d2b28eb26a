using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vae.MLNet;

namespace HealthCheck;

/// <summary>
/// Degraded once the watch has raised its alarm: the model still answers, but its false-alarm rate is no longer what was promised. Without drift
/// that has a chance of 1 %, ever.
/// </summary>
public sealed class DriftHealthCheck(VaeDriftWatch watch) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = watch.State;
        var data = new Dictionary<string, object>
        {
            ["rows"] = state.Rows,
            ["evidence"] = state.Evidence,
            ["alarmAt"] = state.AlarmAt,
            ["moved"] = state.Features.Where(feature => feature.Evidence > 1).Select(feature => $"{feature.Name} {feature.Shift:+0.0;-0.0}").ToArray(),
        };
        return Task.FromResult(state.AlarmedAtRow is { } row
            ? HealthCheckResult.Degraded($"Drift since about row {row}: {state.Cause} {state.AlarmedFeature}".TrimEnd(), data: data)
            : HealthCheckResult.Healthy($"No drift in {state.Rows} rows.", data));
    }
}
