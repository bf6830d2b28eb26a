using System.Diagnostics;

namespace Vae.Data.Runs;

/// <summary>Counts the rows of a run and tells how fast they pass.</summary>
/// <param name="size">The source's size, or null.</param>
/// <param name="progress">Told of every block; may be null.</param>
internal sealed class RunClock(long? size, IProgress<RunProgress>? progress)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _done;

    /// <summary>Rows that are done.</summary>
    public long Rows { get; private set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Takes note of finished rows and reports them.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="part">Their part of the source's size.</param>
    public void Add(int rows, long part)
    {
        Rows += rows;
        _done += part;
        progress?.Report(new(Rows, size is null ? double.NaN : (double)_done / Math.Max(1, size.Value), Elapsed));
    }
}
