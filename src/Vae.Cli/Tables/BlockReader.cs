namespace Vae.Cli.Tables;

/// <summary>Cuts the data rows of a table into blocks of whole records, so that a file of any size is read in constant memory.</summary>
/// <param name="file">The table.</param>
/// <param name="blockBytes">Size of a block, as long as one record fits.</param>
internal sealed class BlockReader(TableFile file, int blockBytes = BlockReader.DefaultBlockBytes)
{
    /// <summary>About 4,000 rows of 30 numbers: enough work for a task and for one call of the model.</summary>
    public const int DefaultBlockBytes = 1 << 20;

    /// <summary>A record this long has an unclosed quote: nobody writes cells of a gigabyte.</summary>
    private const int MaxRecordBytes = 1 << 26;

    /// <summary>Reads the blocks in order. The caller disposes each.</summary>
    public IEnumerable<TableBlock> Read()
    {
        using var stream = file.OpenAtFirstRow();
        var buffer = BlockMemory.Bytes.Rent(blockBytes);
        var filled = 0;
        var (line, row, isLast) = (file.FirstDataLine, 1L, false);
        while (!isLast)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            isLast = filled + read < buffer.Length;
            filled += read;
            var span = RecordScanner.Scan(buffer.AsSpan(0, filled), isLast);
            if (span.Length == 0 && !isLast)
            {
                buffer = Grow(buffer, line);
                continue;
            }

            var (block, rest) = (buffer, filled - span.Length);
            buffer = BlockMemory.Bytes.Rent(Math.Max(blockBytes, rest + 1));
            block.AsSpan(span.Length, rest).CopyTo(buffer);
            filled = rest;
            yield return new TableBlock(block, span, line, row);
            (line, row) = (line + span.Lines, row + span.Records);
        }

        BlockMemory.Bytes.Return(buffer);
    }

    private byte[] Grow(byte[] buffer, long line)
    {
        if (buffer.Length >= MaxRecordBytes)
        {
            throw new InputException(FormattableString.Invariant(
                $"Line {line} of '{file.Path}' must end within {MaxRecordBytes >> 20} MiB; got a longer row. Look for a quote that is not closed."));
        }

        var larger = BlockMemory.Bytes.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        BlockMemory.Bytes.Return(buffer);
        return larger;
    }
}
