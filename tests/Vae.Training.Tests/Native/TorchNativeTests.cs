using Vae.MLNet.TestModels;
using Vae.Training.Native;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Native;

public sealed class TorchNativeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_copy_is_the_weakened_library_and_the_original_is_not_touched()
    {
        var (library, cache) = Original();
        var before = (File.ReadAllBytes(library), File.GetLastWriteTimeUtc(library));

        var copy = TorchNative.WeakCopy(library, cache);

        var expected = NativeLibraryFile.Bytes;
        Assert.True(ElfSymbolVersion.Weaken(expected, "GLIBCXX_3.4.32"));
        Assert.Equal(expected, File.ReadAllBytes(copy));
        Assert.Equal(before.Item1, File.ReadAllBytes(library));
        Assert.Equal(before.Item2, File.GetLastWriteTimeUtc(library));
        Assert.StartsWith(cache, copy, StringComparison.Ordinal);
        Assert.Equal(["libLibTorchSharp.so"], Directory.GetFiles(Path.GetDirectoryName(library)!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Several_at_once_make_one_whole_copy()
    {
        var (library, cache) = Original();

        var copies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => File.ReadAllBytes(TorchNative.WeakCopy(library, cache)))));

        Assert.All(copies, bytes => Assert.Equal(copies[0], bytes));
        Assert.Single(Directory.GetFiles(cache, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_damaged_copy_is_replaced_and_a_good_one_is_kept()
    {
        var (library, cache) = Original();
        var copy = TorchNative.WeakCopy(library, cache);
        var (good, written) = (File.ReadAllBytes(copy), File.GetLastWriteTimeUtc(copy));

        TorchNative.WeakCopy(library, cache);
        Assert.Equal(written, File.GetLastWriteTimeUtc(copy));

        File.WriteAllBytes(copy, good[..1000]);
        TorchNative.WeakCopy(library, cache);
        Assert.Equal(good, File.ReadAllBytes(copy));
    }

    [Fact]
    public void A_library_that_does_not_ask_for_the_version_is_refused_by_name()
    {
        var (library, cache) = Original();
        var bytes = File.ReadAllBytes(library);
        bytes.AsSpan()[(bytes.AsSpan().IndexOf("GLIBCXX_3.4.32"u8) + 13)..][0] = (byte)'9';
        File.WriteAllBytes(library, bytes);

        var error = Assert.Throws<InvalidOperationException>(() => TorchNative.WeakCopy(library, cache));

        Assert.Equal($"Native library '{library}' must load or ask for GLIBCXX_3.4.32; it does neither. Install a newer libstdc++.", error.Message);
    }

    [Fact]
    public async Task Fresh_processes_starting_together_load_it_with_an_empty_cache()
    {
        var cache = _folder.File("data");

        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => RunHere(("XDG_DATA_HOME", cache), ("OMP_WAIT_POLICY", null)))));

        Assert.All(runs, run => Assert.Equal((0, OperatingSystem.IsLinux() ? "3 PASSIVE" : "3", ""), run));
    }

    [Fact]
    public void The_users_own_wait_policy_is_kept()
    {
        Assert.Equal((0, "3 ACTIVE", ""), RunHere(("OMP_WAIT_POLICY", "ACTIVE")));
    }

    /// <summary>Starts Program.cs of this assembly.</summary>
    private static (int ExitCode, string Output, string Errors) RunHere(params (string Name, string? Value)[] environment)
    {
        var (code, output, errors) = Command.Run("dotnet", [typeof(TorchNativeTests).Assembly.Location], environment);
        return (code, output.Trim(), errors);
    }

    private (string Library, string Cache) Original()
    {
        var library = Path.Combine(Directory.CreateDirectory(_folder.File("original")).FullName, "libLibTorchSharp.so");
        File.WriteAllBytes(library, NativeLibraryFile.Bytes);
        return (library, Directory.CreateDirectory(_folder.File("cache")).FullName);
    }
}
