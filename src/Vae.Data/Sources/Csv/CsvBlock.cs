using System.Buffers;
using System.Text.Unicode;

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
    private bool? _isUtf8;

    public override int Rows => span.Records;

    public override long Size => span.Length;

    /// <summary>True where all bytes are UTF-8; found on the first opening, off the thread that cuts the file.</summary>
    private bool IsUtf8 => _isUtf8 ??= Utf8.IsValid(buffer.AsSpan(0, span.Length));

    public override TableRows Open() => new CsvRows(source, buffer, span.Length, firstLine, firstRow, IsUtf8);

    protected override void Dispose(bool disposing)
    {
        memory.Return(buffer);
        base.Dispose(disposing);
    }
}
