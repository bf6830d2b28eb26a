namespace Vae.Service.Hosting;

/// <summary>How single rows of several requests are scored together: what waits while a batch is scored makes up the next one.</summary>
public sealed record MicroBatchOptions
{
    /// <summary>Most rows of a batch; 1 switches micro-batching off. Default 32: beyond, a row gets hardly cheaper.</summary>
    public int MaxRows { get; init; } = 32;

    /// <summary>
    /// How long a row may wait for others before its batch is begun. Default 0: a row that finds nobody waiting is scored at once, so that no
    /// request is slower for batching.
    /// </summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Most rows of a model that wait; more are refused with 503. Default 1,024.</summary>
    public int Capacity { get; init; } = 1024;

    /// <summary>Batches of a model that are scored at the same time. Default 0: one for every two processors.</summary>
    public int Workers { get; init; }

    internal bool IsOn => MaxRows > 1;

    internal int WorkerCount => Workers > 0 ? Workers : Math.Max(1, Environment.ProcessorCount / 2);
}
