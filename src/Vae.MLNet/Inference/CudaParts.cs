using Microsoft.ML.OnnxRuntime;

namespace Vae.MLNet.Inference;

/// <summary>
/// What CUDA needs here, and the one wording of what to do without it. The libraries are those that the provider of ONNX Runtime 1.31.0 is linked to.
/// </summary>
internal static class CudaParts
{
    /// <summary>The release of the CUDA build; it may be another than that of the CPU build.</summary>
    private const string Version = "1.31.0";

    public const string Swap =
        "Run 'dotnet remove package Microsoft.ML.OnnxRuntime' and 'dotnet add package Microsoft.ML.OnnxRuntime.Gpu --version " + Version + "'";

    public const string Requirements = "an NVIDIA driver for CUDA 13 (580 or newer), CUDA 13 and cuDNN 9";

    public static IReadOnlyList<CudaPart> All { get; } = OperatingSystem.IsWindows()
        ? [
            new("NVIDIA driver for CUDA 13 (580 or newer)", ["nvcuda.dll"]),
            new("CUDA 13", ["cudart64_13.dll", "cublas64_13.dll", "cublasLt64_13.dll", "curand64_10.dll"]),
            new("cuDNN 9", ["cudnn64_9.dll"]),
        ]
        : [
            new("NVIDIA driver for CUDA 13 (580 or newer)", ["libcuda.so.1"]),
            new("CUDA 13", ["libcudart.so.13", "libcublas.so.13", "libcublasLt.so.13", "libcurand.so.10"]),
            new("cuDNN 9", ["libcudnn.so.9"]),
        ];

    /// <summary>True where the native ONNX Runtime of this program is a CUDA build, whether that can work here or not.</summary>
    public static bool HasProvider() => OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider");

    /// <summary>What to do so that CUDA works for scoring.</summary>
    /// <param name="hasProvider">True where the native ONNX Runtime of this program is a CUDA build.</param>
    public static string Advice(bool hasProvider)
    {
        if (!hasProvider)
        {
            return $"{Swap}, and install {Requirements}; or choose Auto or Cpu.";
        }

        var missing = All.Select(part => (part.Name, Files: part.Missing())).Where(part => part.Files.Count > 0)
            .Select(part => $"{part.Name} ({string.Join(", ", part.Files)})").ToList();
        return missing.Count == 0
            ? "Every library that CUDA needs was found: check that a GPU is there and free ('nvidia-smi'); or choose Auto or Cpu."
            : $"Install what was not found: {string.Join("; ", missing)}; or choose Auto or Cpu. 'vae doctor' shows all of it.";
    }
}
