using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vae.Service.Answers;
using Vae.Service.Models;

namespace Vae.Service.Hosting;

/// <summary>How the service is, for orchestrators and for people; no key is asked for.</summary>
internal static class HealthEndpoints
{
    private const string Models = "models";

    public static IServiceCollection AddModelHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<ModelHealth>(Models);
        return services;
    }

    public static void MapModelHealth(this WebApplication service)
    {
        service.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
        service.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        service.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var check = report.Entries[Models];
        var places = (IReadOnlyList<ModelPlace>)check.Data[Models];
        return context.Response.WriteAsJsonAsync(
            new HealthAnswer(report.Status.ToString(), check.Description, [.. places.Select(ModelState.Of)]), context.RequestAborted);
    }
}
