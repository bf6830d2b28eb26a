namespace Vae.Cli.Tests;

/// <summary>Where the sources and the shipped data are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Vae.MLNet.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
