using System.Diagnostics;

namespace Vae.Packages;

/// <summary>A program that has run to its end: how, and what it said.</summary>
internal sealed record CommandRun(string Command, int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>Starts a program in a folder and waits for its end.</summary>
    public static CommandRun Run(string file, string folder, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // Servers that a build leaves behind would keep the pipes open.
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0" },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        return new($"{file} {string.Join(' ', start.ArgumentList)}", process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    /// <summary>What it said, if it ended well.</summary>
    public string MustSucceed() => ExitCode == 0
        ? Output
        : throw new InvalidOperationException($"'{Command}' must end with 0; got {ExitCode}.\n{Output}\n{Errors}");
}
