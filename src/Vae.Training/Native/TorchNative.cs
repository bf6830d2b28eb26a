using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TorchSharp;

namespace Vae.Training.Native;

/// <summary>
/// Loads TorchSharp's native library on Linux systems whose C++ runtime is older than the one it was built with (Debian 12, Ubuntu 22.04, RHEL 9).
/// There it asks for <c>GLIBCXX_3.4.32</c> because of one symbol that marks the header version and is never called; a copy of the library that asks
/// for it weakly loads. The copy lies in the user's cache, named by its content; application folder and NuGet cache are never written.
/// Where the library loads as it is, nothing is done.
/// </summary>
internal static class TorchNative
{
    private const string Library = "libLibTorchSharp.so";
    private const string MissingVersion = "GLIBCXX_3.4.32";

    /// <summary>What the library itself links to, in load order.</summary>
    private static readonly string[] Dependencies = ["libgomp-98b21ff3.so.1", "libc10.so", "libtorch_cpu.so", "libtorch.so"];

    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Makes TorchSharp usable in this process. Must run before the first use of <see cref="torch"/>; later calls cost nothing.</summary>
    /// <exception cref="DllNotFoundException">The library cannot be loaded; the message says why.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>
    /// The weakened copy of <paramref name="library"/> in <paramref name="cache"/>, made if it is not there or not what it should be. Safe when
    /// several processes start at once.
    /// </summary>
    public static string WeakCopy(string library, string cache)
    {
        var bytes = File.ReadAllBytes(library);
        var copy = Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16], Library);
        if (!ElfSymbolVersion.Weaken(bytes, MissingVersion))
        {
            throw new DllNotFoundException(
                $"Native library '{library}' must load or ask for {MissingVersion}; it does neither. Install a newer libstdc++.");
        }

        // Code is about to run from the cache: what lies there must be the copy, byte for byte.
        if (!File.Exists(copy) || !File.ReadAllBytes(copy).AsSpan().SequenceEqual(bytes))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var temporary = $"{copy}.{Environment.ProcessId}.{Path.GetRandomFileName()}";
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, copy, overwrite: true);
        }

        return copy;
    }

    private static bool Load()
    {
        OpenMp.WaitPassively();
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || Find(Library) is not { } library)
        {
            return true;
        }

        try
        {
            NativeLibrary.Load(library);
        }
        catch (DllNotFoundException exception) when (exception.Message.Contains(MissingVersion, StringComparison.Ordinal))
        {
            foreach (var dependency in Dependencies)
            {
                NativeLibrary.Load(Find(dependency) ?? throw new DllNotFoundException(
                    $"Native library '{dependency}' must stand beside the program; it was not found. Reference the package libtorch-cpu-linux-x64."));
            }

            NativeLibrary.Load(WeakCopy(library, CacheFolder()));
        }

        return true;
    }

    private static string CacheFolder() => Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } local
            ? local
            : Path.GetTempPath(),
        "vae-mlnet");

    /// <summary>Where .NET looks for native libraries of this application, and beside TorchSharp itself (as in a NuGet cache).</summary>
    private static string? Find(string file)
    {
        var host = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var assembly = Path.GetDirectoryName(typeof(torch).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;
        return host
            .Concat([assembly, Path.Combine(assembly, "runtimes/linux-x64/native"), Path.Combine(assembly, "../../runtimes/linux-x64/native")])
            .Select(directory => Path.GetFullPath(Path.Combine(directory, file)))
            .FirstOrDefault(File.Exists);
    }
}
