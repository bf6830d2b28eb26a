using System.Diagnostics;
using System.Reflection;

namespace Vae.MLNet.Tests.Inference;

/// <summary>A program with the CUDA build of ONNX Runtime, which <c>eng/gpu-check</c> makes: on a machine without a GPU it scores on the CPU and says why.</summary>
public sealed class CudaBuildTests
{
    [NeedsCudaBuildFact]
    public void Without_a_gpu_the_cuda_build_scores_on_the_cpu_and_says_what_is_missing()
    {
        var golden = Path.Combine(NeedsCudaBuildFactAttribute.Repository, "tests/Vae.MLNet.Tests/Golden/table.onnx");

        var (code, output) = Run(NeedsCudaBuildFactAttribute.Program, golden);

        Assert.Equal(0, code);
        Assert.Matches(@"ONNX Runtime: 1\.31\.\d+ .*CUDAExecutionProvider", output);
        if (output.Contains("There is no GPU", StringComparison.Ordinal))
        {
            Assert.Matches(@"\| table.onnx \| 1024 \| [\d,]+ \| no GPU \|", output);
            Assert.Contains("not found: libcuda.so.1", output, StringComparison.Ordinal);
        }
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}

/// <summary>A test with the CUDA build, skipped with the reason where it was not made.</summary>
internal sealed class NeedsCudaBuildFactAttribute : FactAttribute
{
    public static readonly string Repository = typeof(NeedsCudaBuildFactAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == "Repository").Value!;

    public static readonly string Program = Path.Combine(Repository, "artifacts/cuda/bin/Vae.GpuCheck/release/Vae.GpuCheck.dll");

    public NeedsCudaBuildFactAttribute()
    {
        if (!File.Exists(Program))
        {
            Skip = "The CUDA build of ONNX Runtime is not here: run eng/gpu-check.";
        }
    }
}
