namespace Vae.Packages;

/// <summary>
/// A package cache without any package of ours, and with those of others that this machine has: they are links, so that nothing is fetched or unpacked twice, and
/// what is new goes where it always goes. The path has no slash at its end, as build servers write it.
/// </summary>
internal sealed class PackageCache : IDisposable
{
    public PackageCache()
    {
        Folder = Directory.CreateTempSubdirectory("vae-cache-").FullName;
        var machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        foreach (var package in Directory.GetDirectories(machine).Select(path => Path.GetFileName(path)!))
        {
            if (!package.StartsWith("vae.", StringComparison.OrdinalIgnoreCase))
            {
                Directory.CreateSymbolicLink(Path.Combine(Folder, package), Path.GetFullPath(Path.Combine(machine, package)));
            }
        }
    }

    public string Folder { get; }

    public void Dispose()
    {
        // The links first, each by itself: what they lead to stays.
        foreach (var link in new DirectoryInfo(Folder).GetDirectories().Where(directory => directory.LinkTarget is not null))
        {
            link.Delete();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
