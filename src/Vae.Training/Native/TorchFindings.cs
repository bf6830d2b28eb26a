using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Inference;

namespace Vae.Training.Native;

/// <summary>Looks at what training needs: libtorch, TorchSharp's native library, and CUDA.</summary>
internal static class TorchFindings
{
    public static IReadOnlyList<VaeFinding> All()
    {
        try
        {
            TorchNative.EnsureLoaded();
            var version = typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
            var cuda = torch.cuda.is_available();
            return
            [
                new("TorchSharp", $"{version}, {Decision()}"),
                new("libtorch", NativeFindings.LoadedFile("torch_cpu") ?? "file unknown"),
                cuda
                    ? new("CUDA for training", FormattableString.Invariant($"works, {torch.cuda.device_count()} device(s)"))
                    : new(
                        "CUDA for training", "none: libtorch runs on the CPU",
                        "For an NVIDIA GPU: reference TorchSharp-cuda-linux or TorchSharp-cuda-windows instead of libtorch-cpu."),
            ];
        }
        catch (Exception exception) when (exception is DllNotFoundException or InvalidOperationException or TypeInitializationException
            or NotSupportedException or BadImageFormatException)
        {
            return [new(
                "libtorch", "cannot be loaded, so that nothing can be trained here; scoring does not need it", exception.Message, IsProblem: true)];
        }
    }

    /// <summary>What became of TorchSharp's native library.</summary>
    private static string Decision()
    {
        var file = NativeFindings.LoadedFile("LibTorchSharp");
        return file is null ? "file unknown"
            : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && Path.GetDirectoryName(file)!.Contains("vae-mlnet", StringComparison.Ordinal)
                ? $"loaded as a copy that the C++ runtime of this system can take: {file}"
                : $"loaded as it is: {file}";
    }
}
