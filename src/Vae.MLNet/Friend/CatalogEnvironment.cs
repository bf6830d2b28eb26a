using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Vae.MLNet.Friend;

/// <summary>The host environment behind a catalog, so that our methods sit where ML.NET users look for them.</summary>
internal static class CatalogEnvironment
{
    public static IHostEnvironment Of(TransformsCatalog catalog) => AssemblyByName.Register(CatalogUtils.GetEnvironment(catalog));

    public static IHostEnvironment Of(AnomalyDetectionCatalog.AnomalyDetectionTrainers trainers) =>
        AssemblyByName.Register(CatalogUtils.GetEnvironment(trainers));

    /// <summary>The seed that the context was made with; null where none was given.</summary>
    public static int? SeedOf(IHostEnvironment environment) => (environment as IHostEnvironmentInternal)?.Seed;

    /// <summary>The operations on data of the context that a catalog belongs to.</summary>
    public static DataOperationsCatalog DataOf(AnomalyDetectionCatalog catalog) => new(CatalogUtils.GetEnvironment(catalog));
}
