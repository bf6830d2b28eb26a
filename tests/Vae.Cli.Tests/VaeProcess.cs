using System.Diagnostics;

namespace Vae.Cli.Tests;

/// <summary>Runs the built tool the way a user does: as a process, judged by exit code, stdout and stderr.</summary>
internal static class VaeProcess
{
    public static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "vae.dll");

    /// <summary>Runs the tool to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments) => Ended(Start(arguments));

    /// <summary>The same with environment variables, such as those of a job array.</summary>
    public static (int ExitCode, string Output, string Error) RunIn(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = Redirected("dotnet", [Tool, .. arguments]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Ended(Process.Start(start)!);
    }

    private static (int ExitCode, string Output, string Error) Ended(Process started)
    {
        using var process = started;
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
    public static Process Start(params string[] arguments) => Process.Start(Redirected("dotnet", [Tool, .. arguments]))!;

    /// <summary>
    /// Starts the tool as a terminal does: a shell lets what it starts in the background ignore SIGINT, and nohup SIGHUP, and tests that run there would
    /// pass that on.
    /// </summary>
    public static Process StartAttentive(params string[] arguments) => OperatingSystem.IsLinux()
        ? Process.Start(Redirected("env", ["--default-signal=INT,HUP", "dotnet", Tool, .. arguments]))!
        : Start(arguments);

    private static ProcessStartInfo Redirected(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
