using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TorchSharp;

namespace Vae.Training.Native;

/// <summary>
/// Loads TorchSharp's native library where TorchSharp does not find it by itself. In notebooks and scripts every package stays in its own folder of
/// the package cache, so libtorch is not beside the library that needs it: its parts are loaded first, one by one, and then found by their names.
/// On Linux systems whose C++ runtime is older than the one it was built with (Debian 12, Ubuntu 22.04, RHEL 9) it asks for
/// <c>GLIBCXX_3.4.32</c> because of one symbol that marks the header version and is never called; a copy of the library that asks
/// for it weakly loads. The copy lies in the user's cache, named by its content; application folder and NuGet cache are never written.
/// Where the library loads as it is, nothing is done.
/// </summary>
internal static class TorchNative
{
    private const string Library = "libLibTorchSharp.so";
    private const string MissingVersion = "GLIBCXX_3.4.32";

    /// <summary>What the library itself links to, in load order; what these link to lies beside them, where they look for it.</summary>
    private static readonly string[] Dependencies = [LibTorch.MainFile, "libtorch.so"];

    private static readonly Lock Gate = new();
    private static bool _loaded;

    /// <summary>
    /// Makes TorchSharp usable in this process. Must run before the first use of <see cref="torch"/>; later calls cost nothing. After a failure,
    /// what is missing can be added and the call repeated.
    /// </summary>
    /// <exception cref="InvalidOperationException">The library cannot be loaded; the message says why, and what to add.</exception>
    public static void EnsureLoaded()
    {
        lock (Gate)
        {
            if (!_loaded)
            {
                OpenMp.WaitPassively();
                Load();
                _loaded = true;
            }
        }
    }

    /// <summary>
    /// The weakened copy of <paramref name="library"/> in <paramref name="cache"/>, made if it is not there or not what it should be. Safe when
    /// several processes start at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">The library does not ask for the version that is missing here.</exception>
    public static string WeakCopy(string library, string cache)
    {
        var bytes = File.ReadAllBytes(library);
        var copy = Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16], Library);
        if (!ElfSymbolVersion.Weaken(bytes, MissingVersion))
        {
            throw new InvalidOperationException(
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

    private static void Load()
    {
        // Windows and macOS are TorchSharp's own affair, but for the sentence: it prints two pages of what it tried.
        if (!OperatingSystem.IsLinux())
        {
            _ = PathOf(LibTorch.MainFile);
            return;
        }

        if (NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, null, out _))
        {
            return;
        }

        foreach (var dependency in Dependencies)
        {
            if (PathOf(dependency) is { } path)
            {
                NativeLibrary.Load(path);
            }
        }

        var library = LibTorch.Find(Library) ?? throw LibTorch.Missing(Library);
        try
        {
            NativeLibrary.Load(library);
        }
        catch (DllNotFoundException exception) when (exception.Message.Contains(MissingVersion, StringComparison.Ordinal))
        {
            NativeLibrary.Load(WeakCopy(library, CacheFolder()));
        }
        catch (DllNotFoundException exception)
        {
            throw new InvalidOperationException($"Native library '{library}' must load; got: {exception.Message.Trim()}", exception);
        }
    }

    /// <summary>The path of a part of libtorch; null where .NET has loaded it by its name, which a program may have done itself.</summary>
    /// <exception cref="InvalidOperationException">It is nowhere.</exception>
    private static string? PathOf(string file) =>
        LibTorch.Find(file) ?? (NativeLibrary.TryLoad(file, typeof(torch).Assembly, null, out _) ? null : throw LibTorch.Missing(file));

    private static string CacheFolder() => Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } local
            ? local
            : Path.GetTempPath(),
        "vae-mlnet");
}
