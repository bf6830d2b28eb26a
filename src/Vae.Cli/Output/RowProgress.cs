using System.Diagnostics;

namespace Vae.Cli.Output;

/// <summary>Counts rows and bytes of a run, and how fast they pass.</summary>
internal sealed class RowProgress
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _bytes;

    public long Rows { get; private set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public double RowsPerSecond => Rows / Math.Max(Elapsed.TotalSeconds, 1e-3);

    /// <summary>Takes note of finished rows and reports them.</summary>
    public void Add(int rows, int bytes, Action<double, string> report)
    {
        Rows += rows;
        _bytes += bytes;
        report(_bytes, FormattableString.Invariant($"{Rows:N0} rows, {RowsPerSecond:N0} rows/s"));
    }
}
