using Vae.MLNet.Images;

namespace Vae.Cli.Tables;

/// <summary>Works on the blocks of a table on all cores, a few blocks ahead, and hands the results back in the order of the file.</summary>
internal static class TablePipeline
{
    /// <summary>Runs <paramref name="work"/> on every block; the block is disposed afterwards. The first failure in file order is thrown.</summary>
    public static IEnumerable<T> Run<T>(TableFile file, Func<TableBlock, T> work, CancellationToken cancellation) =>
        OrderedWork.Run(new BlockReader(file).Read(), block => Work(block, work), cancellation);

    private static T Work<T>(TableBlock block, Func<TableBlock, T> work)
    {
        using (block)
        {
            return work(block);
        }
    }
}
