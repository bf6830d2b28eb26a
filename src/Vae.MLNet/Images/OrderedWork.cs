namespace Vae.MLNet.Images;

/// <summary>Works on items on all cores, a few ahead of the reader, and hands the results back in order.</summary>
internal static class OrderedWork
{
    /// <summary>One item more than cores, so that no core waits while a result is used.</summary>
    private static readonly int ItemsAhead = Environment.ProcessorCount + 1;

    /// <summary>Runs <paramref name="work"/> on every item. The first failure in order is thrown.</summary>
    public static IEnumerable<TResult> Run<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, TResult> work, CancellationToken cancellation)
    {
        var pending = new Queue<Task<TResult>>();
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            pending.Enqueue(Task.Run(() => work(item), CancellationToken.None));
            if (pending.Count >= ItemsAhead)
            {
                yield return pending.Dequeue().GetAwaiter().GetResult();
            }
        }

        while (pending.TryDequeue(out var result))
        {
            yield return result.GetAwaiter().GetResult();
        }
    }
}
