namespace Vae.Packages;

/// <summary>The working copy that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relativePath) => Path.Combine(Root, relativePath);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Vae.MLNet.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Vae.MLNet.sln must stand above the tests; it was not found.");
        }

        return folder;
    }
}
