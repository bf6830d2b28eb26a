namespace Vae.Notebooks.Tests;

/// <summary>The working copy that this program was built in.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

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
