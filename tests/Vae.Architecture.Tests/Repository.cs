namespace Vae.Architecture.Tests;

/// <summary>Where the sources and the documents are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The projects that this house consists of, by folder name below src.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Vae.MLNet.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
