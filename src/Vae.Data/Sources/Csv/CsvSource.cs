using System.Buffers;

namespace Vae.Data.Sources.Csv;

/// <summary>
/// A CSV or TSV file whose header has been read: text, one header row unless it has none, cells in quotes where needed, empty cells and NaN are
/// missing.
/// </summary>
internal sealed class CsvSource : ITableSource, ILineSource
{
    private const int MaxHeaderBytes = 1 << 24;

    private static readonly ArrayPool<byte> Memory = BlockMemory.Pool<byte>();

    private readonly TextFile _text;
    private readonly byte[] _header;

    private CsvSource(TextFile text, byte delimiter, CsvHeader header, byte[] headerBytes, TableOptions options)
    {
        (_text, Delimiter, Columns, Options) = (text, delimiter, header.Names, options);
        (_header, FirstDataLine) = (headerBytes, header.FirstDataLine);
        var lines = text.Form.EndsWithReturns ? "Lines end with a carriage return alone." : null;
        Remarks = [.. new[] { Csv.Delimiter.Remark(delimiter), header.Remark, lines }.OfType<string>()];
    }

    /// <summary>The path, or standard input.</summary>
    public string Name => _text.Name;

    /// <summary>Size of the file in bytes, where it is read as it stands.</summary>
    public long? Size => _text.Size;

    /// <inheritdoc/>
    public IReadOnlyList<string> Remarks { get; }

    /// <inheritdoc/>
    public bool IsOneTime => _text.IsOneTime;

    /// <summary>What stands between cells: what a line <c>sep=;</c> says, a tab in .tsv and .tab files, else what the first records show.</summary>
    public byte Delimiter { get; }

    /// <summary>The column names in order; a column without a name is called <c>Column3</c> by its position.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How the file is read.</summary>
    public TableOptions Options { get; }

    /// <summary>The line on which the rows start, counted from 1.</summary>
    public long FirstDataLine { get; }

    /// <summary>Opens a table and reads its header.</summary>
    /// <exception cref="VaeDataException">There is no such file, or its header cannot be used.</exception>
    public static CsvSource Open(string path, TableOptions? options = null)
    {
        options ??= new();
        options.Validate();
        using var start = TextStart.Open(path, options);
        var (preamble, records) = FirstRecords(start);
        if (InvalidUtf8.In(records.AsSpan(0, RecordScanner.First(records).Length)) is >= 0 and var place)
        {
            throw new VaeDataException(InvalidUtf8.Message(
                start.Name, 1 + preamble.Lines + records.AsSpan(0, place).Count((byte)'\n'), records[place], options.Names.Encoding));
        }

        var delimiter = preamble.Delimiter ?? (byte?)Csv.Delimiter.Of(path) ?? Csv.Delimiter.Find(start.Name, records);
        var header = CsvHeader.Read(start.Name, preamble, records, delimiter, options);
        var bytes = start.Bytes[..header.FirstRowOffset].ToArray();
        return new(start.ToFile(), delimiter, header, bytes, options);
    }

    /// <summary>Cuts the file into blocks; a line is read whole, whatever columns are asked for.</summary>
    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns) => new CsvBlockReader(this, Memory).Read();

    public byte[]? ReadHeader() => [.. _header];

    /// <summary>The text from the first data row on.</summary>
    public Stream OpenAtFirstRow() => _text.OpenAt(_header.Length);

    /// <summary>What stands before the header, and the whole records of the first bytes, at least one where there is any.</summary>
    private static (Preamble Preamble, byte[] Records) FirstRecords(TextStart text)
    {
        while (true)
        {
            if (Preamble.Of(text.Bytes, text.IsAll) is { } preamble)
            {
                var span = RecordScanner.Scan(text.Bytes[preamble.Length..], text.IsAll);
                if (span.Records > 0 || text.IsAll)
                {
                    return (preamble, text.Bytes.Slice(preamble.Length, span.Length).ToArray());
                }
            }

            if (text.Bytes.Length >= MaxHeaderBytes)
            {
                throw new VaeDataException(
                    $"Data file '{text.Name}' must start with a header row; got no line end in the first {MaxHeaderBytes >> 20} MiB. "
                    + "Is it a text file?");
            }

            text.Grow();
        }
    }
}
