using Vae.MLNet.Features;

namespace Vae.Data.Sources.DataView;

/// <summary>Some rows of a data view, column by column; null for columns that were not asked for.</summary>
/// <param name="cells">The columns of the table.</param>
/// <param name="rows">Number of rows.</param>
/// <param name="firstRow">The number of the first, from 1.</param>
internal sealed class DataViewBlock(DataViewCells?[] cells, int rows, long firstRow) : TableBlock
{
    public override int Rows => rows;

    public override long Size => rows;

    public override TableRows Open() => new Cursor(cells, rows, firstRow);

    private sealed class Cursor(DataViewCells?[] cells, int rows, long firstRow) : TableRows
    {
        private int _row = -1;

        public override long Row => firstRow + _row;

        public override bool MoveNext() => ++_row < rows;

        public override bool TryNumber(int column, out double value) => cells[column]!.TryNumber(_row, out value);

        internal override bool TryNumber(int column, NumberFormat format, out double value) => cells[column]!.TryNumber(_row, format, out value);

        public override ReadOnlySpan<char> Text(int column) => cells[column]!.Text(_row);
    }
}
