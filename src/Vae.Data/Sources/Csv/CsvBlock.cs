using System.Buffers;

namespace Vae.Data.Sources.Csv;

/// <summary>Some whole records of a table as they stand in the file. Rents its memory; dispose it.</summary>
/// <param name="source">The table.</param>
/// <param name="memory">Where <paramref name="buffer"/> goes back to.</param>
/// <param name="buffer">Starts with the records.</param>
/// <param name="span">How far they go.</param>
/// <param name="firstLine">The file's line, counted from 1, on which the block starts.</param>
/// <param name="firstRow">The number of the first record among the data rows, counted from 1.</param>
internal sealed class CsvBlock(CsvSource source, ArrayPool<byte> memory, byte[] buffer, RecordSpan span, long firstLine, long firstRow) : TableBlock
{
    public override int Rows => span.Records;

    public override long Size => span.Length;

    public override TableRows Open() => new CsvRows(source, buffer, span.Length, firstLine, firstRow);

    protected override void Dispose(bool disposing)
    {
        memory.Return(buffer);
        base.Dispose(disposing);
    }
}
