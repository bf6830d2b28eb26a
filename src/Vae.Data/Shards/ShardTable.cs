using Vae.Data.Sources;

namespace Vae.Data.Shards;

/// <summary>
/// The blocks of a table that fall to one shard. Whole blocks, as a run over all rows has them: the same batches give the same bits. To count the
/// rows, the table is cut once beforehand: Parquet says it in its footer, files of lines are read through.
/// </summary>
internal sealed class ShardTable : ITableSource, ITypedSource
{
    private readonly ITableSource _table;
    private readonly int _first;
    private readonly int _end;

    private ShardTable(ITableSource table, int first, int end, long firstRow, long size) =>
        (_table, _first, _end, FirstRow, Size) = (table, first, end, firstRow, size);

    public string Name => _table.Name;

    public IReadOnlyList<string> Columns => _table.Columns;

    public IReadOnlyList<string> Types => (_table as ITypedSource)?.Types ?? [];

    public IReadOnlyDictionary<string, string> Unread => (_table as ITypedSource)?.Unread ?? new Dictionary<string, string>();

    public IReadOnlyList<string> Remarks => _table.Remarks;

    public long? Size { get; }

    /// <summary>The number of the first row, from 1.</summary>
    public long FirstRow { get; }

    /// <summary>Finds the blocks of a shard: those whose first row lies in its part of all rows.</summary>
    public static ShardTable Of(ITableSource table, Shard shard, CancellationToken cancellation)
    {
        var (starts, sizes, rows) = (new List<long>(), new List<long>(), 0L);
        foreach (var block in table.Read([]))
        {
            using (block)
            {
                cancellation.ThrowIfCancellationRequested();
                starts.Add(rows);
                sizes.Add(block.Size);
                rows += block.Rows;
            }
        }

        var (first, end) = (Start(shard.Number - 1), Start(shard.Number));
        return new(table, first, end, (first < starts.Count ? starts[first] : rows) + 1, sizes[first..end].Sum());

        int Start(int shards)
        {
            var block = starts.FindIndex(start => (Int128)start * shard.Count >= (Int128)rows * shards);
            return block >= 0 && shards < shard.Count ? block : starts.Count;
        }
    }

    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns)
    {
        var place = 0;
        foreach (var block in _table.Read(columns))
        {
            if (place >= _first && place < _end)
            {
                yield return block;
            }
            else
            {
                block.Dispose();
            }

            if (++place >= _end)
            {
                yield break;
            }
        }
    }
}
