using System.Globalization;
using System.Buffers;

namespace Vae.Data.Sources.Csv;

/// <summary>Cuts the data rows of a table into blocks of whole records, so that a file of any size is read in constant memory.</summary>
/// <param name="source">The table.</param>
/// <param name="memory">Where the blocks' memory comes from and goes back to.</param>
/// <param name="blockBytes">Size of a block, as long as one record fits.</param>
internal sealed class CsvBlockReader(CsvSource source, ArrayPool<byte> memory, int blockBytes = CsvBlockReader.DefaultBlockBytes)
{
    /// <summary>About 4,000 rows of 30 numbers: enough work for a task and for one call of the model.</summary>
    public const int DefaultBlockBytes = 1 << 20;

    /// <summary>A record this long has an unclosed quote: nobody writes cells of a gigabyte.</summary>
    private const int MaxRecordBytes = 1 << 26;

    /// <summary>Reads the blocks in order. The caller disposes each; the memory in between goes back however the reading ends.</summary>
    public IEnumerable<CsvBlock> Read()
    {
        using var stream = source.OpenAtFirstRow();
        var (buffer, capacity) = (memory.Rent(blockBytes), blockBytes);   // what is rented may be longer, and blocks must be the same each time
        try
        {
            var filled = 0;
            var (line, row, isLast) = (source.FirstDataLine, 1L, false);
            while (!isLast)
            {
                var read = stream.ReadAtLeast(buffer.AsSpan(filled, capacity - filled), capacity - filled, throwOnEndOfStream: false);
                isLast = filled + read < capacity;
                filled += read;
                var span = RecordScanner.Scan(buffer.AsSpan(0, filled), isLast);
                if (span.Length == 0 && !isLast)
                {
                    (buffer, capacity) = (Grow(buffer, capacity, line, row), capacity * 2);
                    continue;
                }

                var (records, rest) = (buffer, filled - span.Length);
                capacity = Math.Max(blockBytes, rest + 1);
                buffer = memory.Rent(capacity);
                records.AsSpan(span.Length, rest).CopyTo(buffer);
                filled = rest;
                yield return new CsvBlock(source, memory, records, span, line, row);
                (line, row) = (line + span.Lines, row + span.Records);
            }
        }
        finally
        {
            memory.Return(buffer);
        }
    }

    private byte[] Grow(byte[] buffer, int capacity, long line, long row)
    {
        if (capacity >= MaxRecordBytes)
        {
            throw new VaeDataException(new RowFault(RowFaultKind.TooLong, row, line, null, string.Create(
                CultureInfo.InvariantCulture,
                $"Line {line} of '{source.Name}' must end within {MaxRecordBytes >> 20} MiB; got a longer row. "
                + $"Look for a quote that is not closed.")));
        }

        var larger = memory.Rent(capacity * 2);
        buffer.AsSpan(0, capacity).CopyTo(larger);
        memory.Return(buffer);
        return larger;
    }
}
