using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Vae.Cli.Tests.Commands;

/// <summary><c>vae doctor</c> on this machine, and where a native library is missing.</summary>
public sealed class DoctorTests
{
    [Fact]
    public void A_program_with_cpu_packages_is_told_what_it_runs_on_and_what_cuda_would_take()
    {
        var answer = VaeProcess.Answer("doctor");

        Assert.Matches(@"ok ONNX Runtime: 1\.\d+\.\d+ \(managed 1\.\d+\.\d+\), .*onnxruntime.*; providers .*CPUExecutionProvider", answer);
        Assert.Contains("-- CUDA for scoring: none: the native ONNX Runtime of this program is the CPU build", answer, StringComparison.Ordinal);
        Assert.Contains("dotnet add package Microsoft.ML.OnnxRuntime.Gpu --version 1.31.0", answer, StringComparison.Ordinal);
        Assert.Matches(@"ok TorchSharp: .*, loaded as .*LibTorchSharp", answer);
        Assert.Matches(@"ok libtorch: .*torch_cpu", answer);
        Assert.EndsWith("Scoring and training work.\n", answer.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*onnxruntime.*", "!! ONNX Runtime: the native library does not load", "Run 'dotnet add package Microsoft.ML.OnnxRuntime --version 1.")]
    [InlineData("*torch_cpu.*", "!! libtorch: cannot be loaded, so that nothing can be trained here; scoring does not need it", "libtorch-cpu")]
    public void A_missing_native_library_is_named_with_the_line_that_adds_it(string missing, string found, string advice)
    {
        using var copy = new TemporaryFolder();
        CopyTool(copy, file => !IsMatch(missing, file));
        Forget(missing, copy["vae.deps.json"]);
        var (code, output, error) = Run(copy["vae.dll"]);

        Assert.Equal((1, ""), (code, error));
        Assert.Contains(found, output, StringComparison.Ordinal);
        Assert.Contains(advice, output, StringComparison.Ordinal);
        Assert.EndsWith("Problems: 1.\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_native_packages_that_exclude_each_other_are_named_with_the_line_that_removes_one()
    {
        using var copy = new TemporaryFolder();
        CopyTool(copy, _ => true);
        var list = JsonNode.Parse(File.ReadAllText(copy["vae.deps.json"]))!;
        list["libraries"]!["Microsoft.ML.OnnxRuntime.Gpu/1.31.0"] = new JsonObject { ["type"] = "package", ["serviceable"] = true, ["sha512"] = "" };
        File.WriteAllText(copy["vae.deps.json"], list.ToJsonString());

        var (code, output, error) = Run(copy["vae.dll"]);

        Assert.Equal((1, ""), (code, error));
        Assert.Contains(
            "!! Packages: this program has Microsoft.ML.OnnxRuntime and Microsoft.ML.OnnxRuntime.Gpu, whose native libraries have the same name", output,
            StringComparison.Ordinal);
        Assert.Contains("'dotnet remove package Microsoft.ML.OnnxRuntime.Gpu'", output, StringComparison.Ordinal);
    }

    /// <summary>The tool in a folder of its own: large files are links.</summary>
    private static void CopyTool(TemporaryFolder copy, Func<string, bool> wanted)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories).Where(wanted))
        {
            var place = copy[Path.GetRelativePath(AppContext.BaseDirectory, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (new FileInfo(file).Length < 4 << 20)
            {
                File.Copy(file, place);
            }
            else
            {
                File.CreateSymbolicLink(place, file);
            }
        }
    }

    /// <summary>A program whose package was never referenced: the host itself refuses to start one that lacks a file of its list.</summary>
    private static void Forget(string missing, string list)
    {
        var root = JsonNode.Parse(File.ReadAllText(list))!;
        foreach (var assets in root["targets"]!.AsObject().SelectMany(target => target.Value!.AsObject())
            .SelectMany(library => new[] { library.Value!["native"], library.Value!["runtimeTargets"] }).OfType<JsonObject>())
        {
            foreach (var file in assets.Select(asset => asset.Key).Where(file => IsMatch(missing, file)).ToArray())
            {
                assets.Remove(file);
            }
        }

        File.WriteAllText(list, root.ToJsonString());
    }

    private static bool IsMatch(string pattern, string file) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(file))
        && !Path.GetFileName(file).StartsWith("Microsoft.", StringComparison.Ordinal);

    private static (int Code, string Output, string Error) Run(string tool)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [tool, "doctor"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
