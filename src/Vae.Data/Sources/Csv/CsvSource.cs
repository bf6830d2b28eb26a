using System.Buffers;
using System.Text;
using Vae.MLNet.Features;

namespace Vae.Data.Sources.Csv;

/// <summary>
/// A CSV or TSV file whose header has been read: UTF-8, one header row, cells in quotes where needed, empty cells and NaN are missing.
/// </summary>
internal sealed class CsvSource : ITableSource, ILineSource
{
    /// <summary>In the order of preference where the header has none or equally many of them.</summary>
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    private const int MaxHeaderBytes = 1 << 24;

    private static readonly ArrayPool<byte> Memory = BlockMemory.Pool<byte>();

    private readonly long _firstRowOffset;

    private CsvSource(string path, byte delimiter, IReadOnlyList<string> columns, long firstRowOffset, long firstDataLine)
    {
        Name = path;
        Delimiter = delimiter;
        Columns = columns;
        _firstRowOffset = firstRowOffset;
        FirstDataLine = firstDataLine;
    }

    /// <summary>The path.</summary>
    public string Name { get; }

    /// <summary>Size of the file in bytes.</summary>
    public long? Size => new FileInfo(Name).Length;

    /// <summary>What stands between cells: a tab in .tsv and .tab files, else what the header shows.</summary>
    public byte Delimiter { get; }

    /// <summary>The column names in order; a column without a name is called <c>Column3</c> by its position.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The line after the header, counted from 1.</summary>
    public long FirstDataLine { get; }

    /// <summary>Opens a table and reads its header.</summary>
    /// <exception cref="VaeDataException">There is no such file, or its header cannot be used.</exception>
    public static CsvSource Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new VaeDataException($"Data file '{path}' must exist; got no such file. Check the path.");
        }

        var start = ReadStart(path);
        var bom = start.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        if (start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new VaeDataException($"Data file '{path}' must be UTF-8 text; got UTF-16. Save it again as UTF-8.");
        }

        var body = start.AsSpan(bom);
        if (InvalidUtf8.In(body[..RecordScanner.First(body).Length]) is >= 0 and var place)
        {
            throw new VaeDataException(InvalidUtf8.Message(path, 1 + body[..place].Count((byte)'\n'), body[place]));
        }

        var delimiter = Sniff(path, body);
        var cursor = new RecordCursor(body.ToArray(), body.Length, delimiter, firstLine: 1);
        if (!cursor.MoveNext())
        {
            throw new VaeDataException($"Data file '{path}' must start with a header row; got an empty file.");
        }

        if (cursor.Flaw is { } flaw)
        {
            throw new VaeDataException(FormattableString.Invariant($"Line {cursor.Line} of '{path}' {flaw}"));
        }

        return new(path, delimiter, Names(path, cursor), bom + cursor.Position, cursor.NextLine);
    }

    /// <summary>Cuts the file into blocks; a line is read whole, whatever columns are asked for.</summary>
    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns) => new CsvBlockReader(this, Memory).Read();

    public byte[] ReadHeader()
    {
        using var stream = File.OpenRead(Name);
        var header = new byte[_firstRowOffset];
        stream.ReadExactly(header);
        return header;
    }

    public FileStream OpenAtFirstRow()
    {
        var stream = new FileStream(Name, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        stream.Position = _firstRowOffset;
        return stream;
    }

    /// <summary>The first bytes of the file, up to the end of a record where that is near.</summary>
    private static byte[] ReadStart(string path)
    {
        using var stream = File.OpenRead(path);
        if (!stream.CanSeek)
        {
            throw new VaeDataException(
                $"Data file '{path}' must be a file on disk, as it is read in several passes; got a pipe or device. Write it to a file first.");
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
                throw new VaeDataException(
                    $"Data file '{path}' must start with a header row; got no line end in the first {MaxHeaderBytes >> 20} MiB. Is it a text file?");
            }
        }
    }

    private static byte Sniff(string path, ReadOnlySpan<byte> start)
    {
        if (Csv.Delimiter.Of(path) is { } known)
        {
            return (byte)known;
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
            names[i] = Encoding.UTF8.GetString(header[i]).Trim() is { Length: > 0 } name ? name : FormattableString.Invariant($"Column{i + 1}");
        }

        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new VaeDataException(
                $"Column '{repeated.Key}' of '{path}' must be named once; got {repeated.Count()} of them. Rename them in the header.");
        }

        if (names.All(name => CellValue.TryNumber(Encoding.UTF8.GetBytes(name), out _)))
        {
            throw new VaeDataException(
                $"Data file '{path}' must start with a header row; got only numbers ({NameList.Of(names, 3)}). "
                + "Put the column names into the first line.");
        }

        return names;
    }
}
