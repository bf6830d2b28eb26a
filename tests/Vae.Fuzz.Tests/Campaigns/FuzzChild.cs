using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Vae.Fuzz.Tests.Campaigns;

/// <summary>One child process, and what it says.</summary>
internal sealed class FuzzChild : IDisposable
{
    private const int KeptErrors = 4_000;

    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly StringBuilder _errors = new();

    public FuzzChild(string target, int from, int count)
    {
        string[] arguments = [typeof(FuzzChild).Assembly.Location, FuzzWorker.Name, target, "--from", Text(from), "--count", Text(count)];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The next line; null where none came in time, empty where the process has ended.</summary>
    public string? Next(TimeSpan patience) => _lines.TryTake(out var line, patience) ? line : _lines.IsCompleted ? "" : null;

    /// <summary>How the process ended, by itself or for want of patience, and the last it said.</summary>
    public string End()
    {
        if (!_process.WaitForExit(TimeToEnd))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
        lock (_errors)
        {
            return FormattableString.Invariant($"exit code {_process.ExitCode}: ") + _errors.ToString().ReplaceLineEndings(" | ");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
        _process.Dispose();
        _lines.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _lines.CompleteAdding();
        }
        else
        {
            _lines.Add(line);
        }
    }

    private void Keep(string? line)
    {
        lock (_errors)
        {
            if (_errors.Length < KeptErrors)
            {
                _errors.AppendLine(line);
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
