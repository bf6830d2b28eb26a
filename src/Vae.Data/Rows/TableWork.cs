using Vae.MLNet.Images;

namespace Vae.Data.Rows;

/// <summary>Works on the blocks of a table on all cores, a few blocks ahead, and hands the results back in the order of the table.</summary>
internal static class TableWork
{
    /// <summary>
    /// Runs <paramref name="work"/> on every block; the block is disposed afterwards. The first failure in the order of the table is thrown.
    /// </summary>
    public static IEnumerable<T> Run<T>(ITableSource source, IReadOnlyCollection<int> columns, Func<TableBlock, T> work,
        CancellationToken cancellation) =>
        OrderedWork.Run(source.Read(columns), block => Work(block, work), cancellation);

    private static T Work<T>(TableBlock block, Func<TableBlock, T> work)
    {
        using (block)
        {
            return work(block);
        }
    }
}
