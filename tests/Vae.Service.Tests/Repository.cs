namespace Vae.Service.Tests;

/// <summary>Where the files of the repository are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A picture of a digit that the model of ones has never seen.</summary>
    public static string Digit => Directory.GetFiles(Path.Combine(Root, "data/digits/other"), "*.png").Order(StringComparer.Ordinal).First();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Vae.MLNet.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Vae.MLNet.sln must stand above the tests; it was not found.");
        }

        return folder;
    }
}
