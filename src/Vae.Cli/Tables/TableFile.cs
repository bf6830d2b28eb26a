using System.Text;
using Vae.MLNet.Features;

namespace Vae.Cli.Tables;

/// <summary>A CSV or TSV file whose header has been read: UTF-8, one header row, cells in quotes where needed, empty cells and NaN are missing.</summary>
internal sealed class TableFile
{
    /// <summary>In the order of preference where the header has none or equally many of them.</summary>
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    private const int MaxHeaderBytes = 1 << 24;

    private readonly long _firstRowOffset;

    private TableFile(string path, byte delimiter, IReadOnlyList<string> columns, long firstRowOffset, long firstDataLine)
    {
        Path = path;
        Delimiter = delimiter;
        Columns = columns;
        _firstRowOffset = firstRowOffset;
        FirstDataLine = firstDataLine;
    }

    public string Path { get; }

    /// <summary>What stands between cells: a tab in .tsv and .tab files, else what the header shows.</summary>
    public byte Delimiter { get; }

    /// <summary>The column names in order; a column without a name is called <c>Column3</c> by its position.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The line after the header, counted from 1.</summary>
    public long FirstDataLine { get; }

    /// <summary>Opens a table and reads its header.</summary>
    /// <exception cref="InputException">There is no such file, or its header cannot be used.</exception>
    public static TableFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"Data file '{path}' must exist; got no such file. Check the path.");
        }

        var start = ReadStart(path);
        var bom = start.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        if (start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new InputException($"Data file '{path}' must be UTF-8 text; got UTF-16. Save it again as UTF-8.");
        }

        var body = start.AsSpan(bom);
        var delimiter = Sniff(path, body);
        var cursor = new RecordCursor(body, delimiter, path, firstLine: 1);
        if (!cursor.MoveNext())
        {
            throw new InputException($"Data file '{path}' must start with a header row; got an empty file.");
        }

        return new(path, delimiter, Names(path, cursor), bom + cursor.Position, cursor.NextLine);
    }

    /// <summary>The position of a column.</summary>
    /// <param name="name">The column's name, exactly.</param>
    /// <param name="option">The command-line option that named it, for the error.</param>
    /// <exception cref="InputException">There is no such column.</exception>
    public int IndexOf(string name, string option) => IndexOf(name) is { } index
        ? index
        : throw new InputException($"Column '{name}' of {option} must be in '{Path}'; got columns {NameList.Of(Columns)}. Check the spelling.");

    /// <summary>The position of a column, or null.</summary>
    public int? IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == name)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The positions of columns named one by one or in lists with commas; a name that itself has a comma is found first.</summary>
    /// <exception cref="InputException">There is no such column.</exception>
    public IReadOnlyList<int> IndexesOf(IEnumerable<string> names, string option) =>
        [.. names.SelectMany(name => IndexOf(name) is null ? name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [name])
            .Select(name => IndexOf(name, option))];

    /// <summary>Size of the file in bytes.</summary>
    public long Length => new FileInfo(Path).Length;

    /// <summary>The delimiter that a file's extension asks for, or null.</summary>
    public static byte? DelimiterOf(string? path) => System.IO.Path.GetExtension(path)?.ToLowerInvariant() is ".tsv" or ".tab" ? (byte)'\t' : null;

    public FileStream OpenAtFirstRow()
    {
        var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        stream.Position = _firstRowOffset;
        return stream;
    }

    /// <summary>The first bytes of the file, up to the end of a record where that is near.</summary>
    private static byte[] ReadStart(string path)
    {
        using var stream = File.OpenRead(path);
        if (!stream.CanSeek)
        {
            throw new InputException($"Data file '{path}' must be a file on disk, as it is read in several passes; got a pipe or device. Write it to a file first.");
        }

        for (var size = 1 << 16; ; size *= 4)
        {
            stream.Position = 0;
            var start = new byte[Math.Min(size, stream.Length)];
            stream.ReadExactly(start);
            var span = RecordScanner.Scan(start, isLast: start.Length == stream.Length);
            if (span.Records > 0 || start.Length == stream.Length)
            {
                return start[..span.Length];
            }

            if (size >= MaxHeaderBytes)
            {
                throw new InputException($"Data file '{path}' must start with a header row; got no line end in the first {MaxHeaderBytes >> 20} MiB. Is it a text file?");
            }
        }
    }

    private static byte Sniff(string path, ReadOnlySpan<byte> start)
    {
        if (DelimiterOf(path) is { } known)
        {
            return known;
        }

        var inQuotes = false;
        var counts = new int[Delimiters.Length];
        foreach (var value in start.TrimStart("\r\n"u8))
        {
            inQuotes ^= value == '"';
            if (value == '\n' && !inQuotes)
            {
                break;
            }

            var index = inQuotes ? -1 : Array.IndexOf(Delimiters, value);
            counts[Math.Max(index, 0)] += index < 0 ? 0 : 1;
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }

    private static string[] Names(string path, RecordCursor header)
    {
        var names = new string[header.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = header.Text(i) is { Length: > 0 } name ? name : FormattableString.Invariant($"Column{i + 1}");
        }

        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new InputException($"Column '{repeated.Key}' of '{path}' must be named once; got {repeated.Count()} of them. Rename them in the header.");
        }

        if (names.All(name => CellValue.TryNumber(Encoding.UTF8.GetBytes(name), out _)))
        {
            throw new InputException($"Data file '{path}' must start with a header row; got only numbers ({NameList.Of(names, 3)}). Put the column names into the first line.");
        }

        return names;
    }
}
