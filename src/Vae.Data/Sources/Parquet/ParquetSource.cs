using Vae.MLNet.Contract;

namespace Vae.Data.Sources.Parquet;

/// <summary>
/// A Parquet file whose footer has been read: the columns of one value a row are those of the table. Read by row group; of each, only the columns
/// that are asked for are taken from the disk and decoded, so that memory depends on the row groups and not on the file.
/// </summary>
internal sealed class ParquetSource : IReusingSource, ITypedSource
{
    /// <summary>As many rows as a block of a file of lines has, for 30 numbers.</summary>
    private const int BlockRows = 4096;

    private readonly ParquetColumn[] _columns;
    private readonly int[] _groupRows;

    private ParquetSource(string path, ParquetColumn[] columns, IReadOnlyDictionary<string, string> unread, int[] groupRows)
    {
        (Name, _columns, Unread, _groupRows) = (path, columns, unread, groupRows);
        Columns = [.. columns.Select(column => column.Name)];
        Types = [.. columns.Select(column => column.Type)];
        Size = new FileInfo(path).Length;
    }

    /// <summary>The path.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlyDictionary<string, string> Unread { get; }

    /// <summary>Size of the file in bytes, as of files of lines.</summary>
    public long? Size { get; }

    public IReadOnlyList<string> Remarks =>
        [.. Unread.Select(column => $"Column '{column.Key}' of '{Name}' is no column of the table: it holds {column.Value}.")];

    /// <summary>True for a file that starts as Parquet files do, or is named like one. Pipes are left alone: they can be opened once.</summary>
    public static bool IsOne(string path)
    {
        if (!File.Exists(path) || FilePlace.Of(path).IsStream)
        {
            return false;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var start = new byte[4];
        return path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)
            || (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual("PAR1"u8));
    }

    /// <summary>Opens a file and reads its footer.</summary>
    /// <exception cref="VaeDataException">It is no Parquet file, or has no column of one value a row.</exception>
    public static ParquetSource Open(string path, TableOptions? options)
    {
        options ??= new();
        options.Validate();
        RequireNone(path, options.Names.NoHeader, !options.HasHeader);
        RequireNone(path, options.Names.Encoding, options.Encoding is not null);
        using var file = ParquetFile.Open(path);
        var (columns, unread) = ParquetColumn.Of(file.Schema);
        if (columns.Length == 0)
        {
            throw new VaeDataException(
                $"Data file '{path}' must have a column of one value a row; got "
                + $"{(unread.Count == 0 ? "none" : string.Join(", ", unread.Select(column => $"'{column.Key}', which holds {column.Value}")))}.");
        }

        return columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated
            ? throw new VaeDataException($"Column '{repeated.Key}' of '{path}' must be named once; got {repeated.Count()} of them. Write it again.")
            : new(path, columns, unread, file.GroupRows);
    }

    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns) => Read(columns, new());

    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns, ColumnMemory memory)
    {
        using var reading = new ParquetReading(Name, _columns, [.. columns.Distinct().Order()], memory);
        var (all, bytes) = (Math.Max(1, _groupRows.Sum(rows => (long)rows)), Size!.Value);
        var row = 0L;
        for (var group = 0; group < _groupRows.Length; group++)
        {
            var cells = new ParquetRowGroup(reading, group, _groupRows[group], blocks: (_groupRows[group] + BlockRows - 1) / BlockRows);
            for (var first = 0; first < _groupRows[group]; first += BlockRows)
            {
                var rows = Math.Min(BlockRows, _groupRows[group] - first);
                yield return new ParquetBlock(cells, first, rows, firstRow: row + 1, size: Share(row + rows) - Share(row));
                row += rows;
            }
        }

        long Share(long rows) => (long)((Int128)bytes * rows / all);
    }

    private static void RequireNone(string path, string option, bool isGiven)
    {
        if (isGiven)
        {
            throw new VaeDataException($"Option {option} must come with a file of lines; got the Parquet file '{path}'. Leave it out.");
        }
    }
}
