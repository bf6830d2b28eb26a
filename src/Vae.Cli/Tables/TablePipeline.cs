namespace Vae.Cli.Tables;

/// <summary>Works on the blocks of a table on all cores, a few blocks ahead, and hands the results back in the order of the file.</summary>
internal static class TablePipeline
{
    /// <summary>One block more than cores, so that no core waits while the results are written.</summary>
    private static readonly int BlocksAhead = Environment.ProcessorCount + 1;

    /// <summary>Runs <paramref name="work"/> on every block; the block is disposed afterwards. The first failure in file order is thrown.</summary>
    public static IEnumerable<T> Run<T>(TableFile file, Func<TableBlock, T> work, CancellationToken cancellation)
    {
        var pending = new Queue<Task<T>>();
        foreach (var block in new BlockReader(file).Read())
        {
            cancellation.ThrowIfCancellationRequested();
            pending.Enqueue(Task.Run(() => Work(block, work), CancellationToken.None));
            if (pending.Count >= BlocksAhead)
            {
                yield return pending.Dequeue().GetAwaiter().GetResult();
            }
        }

        while (pending.TryDequeue(out var result))
        {
            yield return result.GetAwaiter().GetResult();
        }
    }

    private static T Work<T>(TableBlock block, Func<TableBlock, T> work)
    {
        using (block)
        {
            return work(block);
        }
    }
}
