using System.Reflection;

namespace Vae.Training.Tests.Fixtures;

/// <summary>Where the sources are, and the programs built of them.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Metadata("Repository"));

    public static string ScoreOnly { get; } = Metadata("ScoreOnly");

    private static string Metadata(string key) => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == key).Value!;
}
