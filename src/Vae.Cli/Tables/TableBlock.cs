namespace Vae.Cli.Tables;

/// <summary>Some whole records of a table as they stand in the file. Rents its memory; dispose it.</summary>
internal sealed class TableBlock(byte[] buffer, RecordSpan span, long firstLine, long firstRow) : IDisposable
{
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, span.Length);

    public int Rows => span.Records;

    /// <summary>The file's line, counted from 1, on which the block starts.</summary>
    public long FirstLine => firstLine;

    /// <summary>The number of the first record among the data rows, counted from 1.</summary>
    public long FirstRow => firstRow;

    public void Dispose() => BlockMemory.Bytes.Return(buffer);
}
