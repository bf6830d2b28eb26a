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
    private readonly IReadOnlyList<long> _starts;

    private ShardTable(ITableSource table, int first, int end, IReadOnlyList<long> starts, long size)
    {
        (_table, _first, _end, _starts, Size) = (table, first, end, starts, size);
        FirstRow = starts[first] + 1;
    }

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
        return new(table, first, end, [.. starts, rows], sizes[first..end].Sum());

        int Start(int shards)
        {
            var block = starts.FindIndex(start => (Int128)start * shard.Count >= (Int128)rows * shards);
            return block >= 0 && shards < shard.Count ? block : starts.Count;
        }
    }

    /// <exception cref="VaeDataException">The table is not the one that was cut: it was changed since.</exception>
    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns)
    {
        var place = 0;
        foreach (var block in _end > _first ? _table.Read(columns) : [])
        {
            if (block.Rows != _starts[place + 1] - _starts[place])
            {
                block.Dispose();
                throw Changed();
            }

            if (place >= _first)
            {
                yield return block;
            }
            else
            {
                block.Dispose();
            }

            if (++place == _end)
            {
                yield break;
            }
        }

        if (_end > _first)
        {
            throw Changed();
        }
    }

    private VaeDataException Changed() =>
        new($"Data '{Name}' must stay as they are while a shard is scored; got other rows than before. Run the shard again.");
}
