using System.Runtime.InteropServices;
using TorchSharp;

namespace Vae.Training.Native;

/// <summary>
/// The package that holds libtorch for this machine, which every program that trains references for itself; and where its files lie.
/// </summary>
internal static class LibTorch
{
    /// <summary>The version that TorchSharp is built with; it works with no other.</summary>
    public const string Version = "2.10.0";

    /// <summary>The platforms that TorchSharp and libtorch have packages for.</summary>
    private static readonly string[] Platforms = ["linux-x64", "win-x64", "win-arm64", "osx-arm64"];

    /// <summary>The part of libtorch that everything else needs.</summary>
    public static string MainFile { get; } =
        OperatingSystem.IsWindows() ? "torch_cpu.dll" : OperatingSystem.IsMacOS() ? "libtorch_cpu.dylib" : "libtorch_cpu.so";

    private static string Platform { get; } =
        (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-")
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>
    /// A native file of TorchSharp or libtorch: where .NET looks for those of this application, beside TorchSharp itself, or, where TorchSharp lies
    /// in a package cache (notebooks, scripts), in the folders of the two packages there.
    /// </summary>
    /// <returns>Its path, or null.</returns>
    public static string? Find(string file)
    {
        var application = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var assembly = Path.GetDirectoryName(typeof(torch).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;
        var native = Path.Combine("runtimes", Platform, "native");

        // A cache holds torchsharp/VERSION/lib/FRAMEWORK/TorchSharp.dll.
        var cache = Path.Combine(assembly, "../../../..");
        return application
            .Concat([
                assembly,
                Path.Combine(assembly, native),
                Path.Combine(assembly, "../..", native),
                Path.Combine(cache, $"libtorch-cpu-{Platform}", Version, native),
            ])
            .Select(directory => Path.GetFullPath(Path.Combine(directory, file)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>What to say when a file of libtorch is nowhere.</summary>
    public static InvalidOperationException Missing(string file) => new(
        Platforms.Contains(Platform)
            ? $"Native library '{file}' must be where this program finds it, to train; got none. "
                + $"Run 'dotnet add package libtorch-cpu-{Platform} --version {Version}'; in a notebook, "
                + $"'#r \"nuget: libtorch-cpu-{Platform}, {Version}\"'."
            : $"Training must run on {string.Join(", ", Platforms)}, for which there is a TorchSharp; got {Platform}. "
                + "Train there, and score the model file here.");
}
