namespace Vae.MLNet.Images;

/// <summary>Works on items on all cores, a few ahead of the reader, and hands the results back in order.</summary>
internal static class OrderedWork
{
    /// <summary>One item more than cores, so that no core waits while a result is used.</summary>
    private static readonly int ItemsAhead = Environment.ProcessorCount + 1;

    /// <summary>
    /// Runs <paramref name="work"/> on every item; the first failure in order is thrown. However the reading ends, all work that was begun has ended
    /// then, and
    /// results that were not handed out are disposed.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <param name="work">What becomes of one.</param>
    /// <param name="cancellation">Ends the work between two items.</param>
    /// <param name="most">Most items in work or done and not handed out, where results are large.</param>
    public static IEnumerable<TResult> Run<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, TResult> work, CancellationToken cancellation, int most = int.MaxValue)
    {
        var itemsAhead = Math.Min(most, ItemsAhead);
        var pending = new Queue<Task<TResult>>();
        try
        {
            using var source = items.GetEnumerator();
            while (MoveNext(source, cancellation))
            {
                var item = source.Current;
                pending.Enqueue(Task.Run(() => work(item), CancellationToken.None));
                if (pending.Count >= itemsAhead)
                {
                    yield return pending.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (pending.TryDequeue(out var result))
            {
                yield return result.GetAwaiter().GetResult();
            }
        }
        finally
        {
            Abandon(pending);
        }
    }

    /// <summary>Asks before an item is taken, so that none is taken and forgotten.</summary>
    private static bool MoveNext<TItem>(IEnumerator<TItem> source, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return source.MoveNext();
    }

    /// <summary>Waits for work whose result nobody will ask for; its failures are as little asked for.</summary>
    private static void Abandon<TResult>(Queue<Task<TResult>> pending)
    {
        foreach (var task in pending)
        {
            Task.WhenAny(task).Wait(CancellationToken.None);
            if (task.IsCompletedSuccessfully)
            {
                (task.Result as IDisposable)?.Dispose();
            }
            else
            {
                _ = task.Exception;   // seen, so that it is not reported as forgotten
            }
        }
    }
}
