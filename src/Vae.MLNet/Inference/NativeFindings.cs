using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace Vae.MLNet.Inference;

/// <summary>Looks at the native ONNX Runtime of this program, and at what its CUDA needs.</summary>
internal static class NativeFindings
{
    private const string Cpu = "Microsoft.ML.OnnxRuntime", Gpu = "Microsoft.ML.OnnxRuntime.Gpu";

    public static IReadOnlyList<VaeFinding> All()
    {
        try
        {
            NativeOnnxRuntime.EnsureLoaded();
        }
        catch (InvalidOperationException exception)
        {
            return [
                new("ONNX Runtime", "the native library does not load", exception.Message, IsProblem: true), .. Conflict(hasCuda: false),
            ];
        }

        var environment = OrtEnv.Instance();
        var hasCuda = CudaParts.HasProvider();
        var runtime = new VaeFinding(
            "ONNX Runtime", $"{environment.GetVersionString()} (managed {NativeOnnxRuntime.Version}), {LoadedFile("onnxruntime") ?? "file unknown"}; "
                + $"providers {string.Join(", ", environment.GetAvailableProviders())}");
        return [runtime, .. Conflict(hasCuda), .. Cuda(hasCuda)];
    }

    /// <summary>The file that a native library was loaded from, or null.</summary>
    internal static string? LoadedFile(string name) => Process.GetCurrentProcess().Modules.Cast<ProcessModule>()
        .Select(module => module.FileName)
        .FirstOrDefault(file => Path.GetFileName(file) is var own
            && (own.StartsWith($"lib{name}.", StringComparison.Ordinal) || own.Equals($"{name}.dll", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Two native ONNX Runtimes want to be one file: which of them it is depends on the order of copying.</summary>
    private static IEnumerable<VaeFinding> Conflict(bool hasCuda)
    {
        var packages = Packages();
        if (packages.Contains(Cpu) && packages.Contains(Gpu))
        {
            yield return new(
                "Packages", $"this program has {Cpu} and {Gpu}, whose native libraries have the same name; the one that was copied last "
                    + $"{(hasCuda ? "has" : "has no")} CUDA",
                $"Run 'dotnet remove package {Cpu}' to keep CUDA, or 'dotnet remove package {Gpu}'.", IsProblem: true);
        }
    }

    private static IEnumerable<VaeFinding> Cuda(bool hasCuda)
    {
        if (!hasCuda)
        {
            yield return new(
                "CUDA for scoring", "none: the native ONNX Runtime of this program is the CPU build",
                $"For an NVIDIA GPU: {CudaParts.Swap}, and install {CudaParts.Requirements}.");
            yield break;
        }

        foreach (var part in CudaParts.All)
        {
            var missing = part.Missing();
            yield return missing.Count == 0
                ? new(part.Name, $"found: {string.Join(", ", part.Files)}{DriverVersion(part)}")
                : new(part.Name, $"not found: {string.Join(", ", missing)}", $"Install {part.Name}; models run on the CPU until then.");
        }
    }

    /// <summary>The newest CUDA that the driver can run, which is how its age shows.</summary>
    private static string DriverVersion(CudaPart part)
    {
        if (part != CudaParts.All[0] || !NativeLibrary.TryLoad(part.Files[0], out var driver)
            || !NativeLibrary.TryGetExport(driver, "cuDriverGetVersion", out var address))
        {
            return "";
        }

        unsafe
        {
            int version;
            return ((delegate* unmanaged<int*, int>)address)(&version) == 0
                ? FormattableString.Invariant($" (runs up to CUDA {version / 1000}.{version % 1000 / 10})")
                : "";
        }
    }

    /// <summary>The packages that the program was built with; none where it has no list of them, as in a single file.</summary>
    private static HashSet<string> Packages()
    {
        var list = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        if (list is null || !File.Exists(list))
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(list));
        return document.RootElement.TryGetProperty("libraries", out var libraries)
            ? [.. libraries.EnumerateObject().Select(library => library.Name.Split('/')[0])]
            : [];
    }
}
