namespace Vae.Data.Sources.Parquet;

/// <summary>Some rows of a row group.</summary>
internal sealed class ParquetBlock : TableBlock
{
    private readonly ParquetRowGroup _group;
    private readonly int _first;
    private readonly long _firstRow;
    private bool _isDisposed;

    /// <param name="group">The row group.</param>
    /// <param name="first">The place of the first row in it, from 0.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="firstRow">The number of the first row in the file, from 1.</param>
    /// <param name="size">Their share of the file's bytes.</param>
    public ParquetBlock(ParquetRowGroup group, int first, int rows, long firstRow, long size)
    {
        (_group, _first, Rows, _firstRow, Size) = (group, first, rows, firstRow, size);
        group.Reading.Add();
    }

    public override int Rows { get; }

    public override long Size { get; }

    public override TableRows Open() => new ParquetRows(_group.Reading, _group.Cells(), _first, Rows, _firstRow);

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _group.Close();
            _group.Reading.Dispose();
        }

        base.Dispose(disposing);
    }
}
