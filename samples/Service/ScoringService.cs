using Vae.Service.Hosting;
using Vae.Service.Models;
using Vae.Service.Scoring;

namespace Vae.Service;

/// <summary>The service, put together: options, models, scoring, limits, metrics, pages.</summary>
public static partial class ScoringService
{
    /// <summary>Builds the service from a command line such as <c>--models FOLDER --urls http://localhost:5080</c>.</summary>
    /// <param name="arguments">Settings as <c>--Service:Timeout=00:00:10</c>; <c>--models</c> is short for <c>--Service:Models</c>.</param>
    /// <param name="configure">What a program that hosts the service changes or adds, such as a clock; null for nothing.</param>
    /// <exception cref="ServiceOptionException">A setting is unknown or out of range.</exception>
    public static WebApplication Create(string[] arguments, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(arguments, new Dictionary<string, string> { ["--models"] = "Service:Models" });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        configure?.Invoke(builder);
        var options = ServiceOptions.Read(builder.Configuration);

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ServiceMeter>();
        builder.Services.AddSingleton<ModelRegistry>();
        builder.Services.AddSingleton<ModelFolder>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ModelFolder>());
        builder.Services.AddSingleton<WorkSlots>();
        builder.Services.AddSingleton<RowScoring>();
        builder.Services.AddSingleton<FileScoring>();
        builder.Services.AddSingleton<ImageScoring>();
        builder.Services.AddProblems().AddLimits(options).AddTelemetry(builder.Configuration).AddModelHealth().AddDescription();

        var service = builder.Build();
        if (options.ApiKey is null)
        {
            LogOpen(service.Logger);
        }

        service.UseExceptionHandler();
        service.UseStatusCodePages();
        service.UseRequestTimeouts();
        service.MapPage();
        service.MapModelHealth();
        service.MapOpenApi();
        service.MapModels(options);
        return service;
    }

    [LoggerMessage(LogLevel.Warning, "No API key is set: whoever reaches this service may use its models. Set Service__ApiKey.")]
    private static partial void LogOpen(ILogger logger);
}
