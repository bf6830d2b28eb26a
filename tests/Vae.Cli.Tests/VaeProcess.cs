using System.Diagnostics;

namespace Vae.Cli.Tests;

/// <summary>Runs the built tool the way a user does: as a process, judged by exit code, stdout and stderr.</summary>
internal static class VaeProcess
{
    public static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "vae.dll");

    /// <summary>Runs the tool to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Runs the tool, expects success and returns stdout.</summary>
    public static string Answer(params string[] arguments)
    {
        var (exitCode, output, error) = Run(arguments);
        Assert.True(exitCode == 0, $"vae {string.Join(' ', arguments)} returned {exitCode}:\n{error}");
        return output;
    }

    /// <summary>Runs the tool, expects it to blame the user, to answer nothing, and returns the message.</summary>
    public static string Complaint(params string[] arguments)
    {
        var (exitCode, output, error) = Run(arguments);
        Assert.Equal((2, ""), (exitCode, output));
        return error.TrimEnd();
    }

    /// <summary>Starts the tool.</summary>
    public static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Tool, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
