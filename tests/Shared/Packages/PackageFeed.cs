using System.Diagnostics;

namespace Vae.Packages;

/// <summary>The packages of this working copy, as 'dotnet pack' makes them, in one folder that a restore can name as a source.</summary>
internal static class PackageFeed
{
    private static readonly string[] SourceFolders = ["src", "eng"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly Lazy<string> Packed = new(Pack);

    /// <summary>The folder. Packages that are older than a file they are made of are made anew, once for all test projects that run beside each other.</summary>
    public static string Folder => Packed.Value;

    /// <summary>The packages in the feed.</summary>
    public static IEnumerable<string> Files => Directory.GetFiles(Folder, "*.nupkg").Order(StringComparer.Ordinal);

    private static string Pack()
    {
        var folder = Path.Combine(Repository.Root, "artifacts/packages");
        Directory.CreateDirectory(folder);
        using var turn = Turn(Path.Combine(folder, "turn"));
        var packages = Directory.GetFiles(folder, "Vae.*.nupkg");
        if (packages.Length == 0 || packages.Min(File.GetLastWriteTimeUtc) < Sources().Max(File.GetLastWriteTimeUtc))
        {
            Remove(packages);
            var pack = CommandRun.Run("dotnet", Repository.Root, ["pack", "-c", "Release", "-o", folder, "--nologo", "-v", "q"]);
            if (pack.ExitCode != 0)
            {
                Remove(Directory.GetFiles(folder, "Vae.*.nupkg"));                     // a part of them would pass for fresh
            }

            pack.MustSucceed();
        }

        return folder;
    }

    private static void Remove(string[] packages)
    {
        foreach (var package in packages)
        {
            File.Delete(package);
        }
    }

    private static IEnumerable<string> Sources() => SourceFolders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Concat(Directory.GetFiles(Repository.Root, "Directory.*"));

    /// <summary>One process at a time: the others wait here, and find what the first has made.</summary>
    private static FileStream Turn(string file)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.Elapsed < Patience)
            {
                Thread.Sleep(TimeSpan.FromSeconds(0.2));
            }
        }
    }
}
