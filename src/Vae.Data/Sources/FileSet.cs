using Vae.MLNet.Features;

namespace Vae.Data.Sources;

/// <summary>
/// Several files as one table, in the order of their names: the columns are those of the first. In the others they are found by name; one that is
/// missing is refused, one more is ignored. Rows are numbered through all files.
/// </summary>
internal sealed class FileSet : IReusingSource, ILineSource, ITypedSource
{
    private readonly ITableSource[] _files;
    private readonly int[][] _places;

    private FileSet(string pattern, ITableSource[] files)
    {
        (Name, _files) = (pattern, files);
        _places = [.. files.Select(Places)];
        Remarks = FileSetRemarks.Of(files, _places);
        Unread = files.OfType<ITypedSource>().SelectMany(file => file.Unread).GroupBy(column => column.Key, StringComparer.Ordinal)
            .ToDictionary(column => column.Key, column => column.First().Value, StringComparer.Ordinal);
    }

    /// <summary>The pattern.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Columns => _files[0].Columns;

    public IReadOnlyList<string> Types => (_files[0] as ITypedSource)?.Types ?? [.. Columns.Select(_ => "")];

    public IReadOnlyDictionary<string, string> Unread { get; }

    /// <summary>Sum of the files' sizes in bytes, where each is known.</summary>
    public long? Size
    {
        get
        {
            long?[] sizes = [.. _files.Select(file => file.Size)];
            return sizes.Contains(null) ? null : sizes.Sum();
        }
    }

    public IReadOnlyList<string> Remarks { get; }

    public bool IsOneTime => _files.Any(file => file.IsOneTime);

    /// <summary>Opens all files that a pattern means, and reads their headers.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="open">Opens one file.</param>
    /// <exception cref="VaeDataException">There is none, one cannot be opened, or one lacks columns of the first.</exception>
    public static FileSet Open(string pattern, Func<string, ITableSource> open) => new(pattern, [.. TableFiles.Of(pattern).Select(open)]);

    /// <summary>The header of the files, where all of them have the same, so that their lines can stand below it.</summary>
    public byte[]? ReadHeader()
    {
        byte[]?[] headers = [.. _files.Select(file => (file as ILineSource)?.ReadHeader())];
        return headers[0] is { } first && Array.TrueForAll(headers, header => first.AsSpan().SequenceEqual(header)) ? first : null;
    }

    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns) => Read(columns, new());

    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns, ColumnMemory memory)
    {
        var before = 0L;
        for (var file = 0; file < _files.Length; file++)
        {
            var (source, places, rows) = (_files[file], _places[file], 0L);
            int[] own = [.. columns.Select(column => places[column])];
            foreach (var block in source is IReusingSource reusing ? reusing.Read(own, memory) : source.Read(own))
            {
                rows += block.Rows;
                yield return new FileSetBlock(block, source.Name, places, before);
            }

            before += rows;
        }
    }

    private int[] Places(ITableSource file)
    {
        var own = file.Columns.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        int?[] places = [.. Columns.Select(column => own.TryGetValue(column, out var place) ? place : (int?)null)];
        var missing = Columns.Where((_, column) => places[column] is null).ToList();
        if (missing.Count == 0)
        {
            return [.. places.Select(place => place!.Value)];
        }

        var held = missing.Where(column => file is ITypedSource typed && typed.Unread.ContainsKey(column))
            .Select(column => $"; '{column}' holds {((ITypedSource)file).Unread[column]}");
        throw new VaeDataException(
            $"Data file '{file.Name}' must have the columns of '{_files[0].Name}', the first of '{Name}'; got none named {NameList.Of(missing)}"
            + $"{string.Concat(held)}. Its columns are {NameList.Of(file.Columns)}.");
    }
}
