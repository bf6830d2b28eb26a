namespace Vae.Service.Hosting;

/// <summary>The OpenAPI document at /openapi/v1.json.</summary>
internal static class Description
{
    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi(options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Scoring service of Vae.MLNet";
            document.Info.Version = "v1";
            document.Info.Description = "Models find anomalies in rows and images. Errors are problem+json. "
                + $"Where the service has a key, header {ApiKeyFilter.Header} must hold it.";
            return Task.CompletedTask;
        }));
}
