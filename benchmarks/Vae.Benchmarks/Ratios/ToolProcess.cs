using System.Diagnostics;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>Runs the <c>vae</c> tool, or another program beside this one, as a process.</summary>
internal static class ToolProcess
{
    /// <summary>The tool as it was built, machine code and all, beside this program's own folder; what is copied here has lost that.</summary>
    private static readonly string Tool = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Vae.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "vae.dll"));

    /// <summary>A call of <c>vae score</c>; the results stand beside the data, in the same format, unless a path is given.</summary>
    public static string[] Score(BenchmarkModel model, string data, string? output = null) =>
        [Tool, "score", model.Path, data, "--output", output ?? data + ".scores" + (data.EndsWith(".parquet", StringComparison.Ordinal) ? ".parquet" : "")];

    /// <summary>The cost of a process from its start to its end.</summary>
    public static Cost Cost(params string[] arguments) => Measuring.Cost.Of(() => Run(arguments, _ => { }));

    /// <summary>The most memory that a process held at once, in bytes.</summary>
    public static long PeakMemory(params string[] arguments)
    {
        var peak = 0L;
        Run(arguments, process =>
        {
            while (!process.WaitForExit(10))
            {
                process.Refresh();
                peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
            }
        });
        return peak;
    }

    private static void Run(string[] arguments, Action<Process> watch)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, arguments[0]), .. arguments[1..]]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        watch(process);
        process.WaitForExit();
        _ = output.Result;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"Command '{string.Join(' ', arguments)}' must succeed; got exit code {process.ExitCode}: {error.Result}");
        }
    }
}
