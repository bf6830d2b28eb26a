using OpenTelemetry.Metrics;

namespace Vae.Service.Hosting;

/// <summary>OpenTelemetry: metrics go by OTLP to whatever <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names; without it nothing leaves.</summary>
internal static class Telemetry
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(ServiceMeter.Name, "Vae.MLNet", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"));
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter());
        }

        return services;
    }
}
