using Vae.MLNet.Features;

namespace Vae.Data.Sources;

/// <summary>A block of one file of several.</summary>
/// <param name="block">The block.</param>
/// <param name="file">The file's name.</param>
/// <param name="places">Where the file has each column of the table.</param>
/// <param name="before">Number of rows in the files before.</param>
internal sealed class FileSetBlock(TableBlock block, string file, int[] places, long before) : TableBlock
{
    private readonly bool _isInOrder = places.Index().All(place => place.Item == place.Index);

    public override int Rows => block.Rows;

    public override long Size => block.Size;

    public override TableRows Open() => new Cursor(block.Open(), file, _isInOrder ? null : places, before);

    protected override void Dispose(bool disposing)
    {
        block.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Cursor(TableRows rows, string file, int[]? places, long before) : TableRows
    {
        public override long Row => before + rows.Row;

        public override long? Line => rows.Line;

        public override RowFault? Fault => rows.Fault is { } fault ? fault with { Row = before + fault.Row } : null;

        internal override string? File => file;

        internal override long RowInFile => rows.RowInFile;

        internal override ReadOnlySpan<byte> Record => rows.Record;

        public override bool MoveNext() => rows.MoveNext();

        public override bool TryNumber(int column, out double value) => rows.TryNumber(Place(column), out value);

        public override ReadOnlySpan<char> Text(int column) => rows.Text(Place(column));

        internal override bool TryNumber(int column, NumberFormat format, out double value) => rows.TryNumber(Place(column), format, out value);

        internal override ReadOnlySpan<byte> Utf8(int column) => rows.Utf8(Place(column));

        internal override int Numbers(ReadOnlySpan<int> columns, Span<double> values)
        {
            if (places is null)
            {
                return rows.Numbers(columns, values);
            }

            for (var i = 0; i < columns.Length; i++)
            {
                if (!rows.TryNumber(places[columns[i]], out values[i]))
                {
                    return i;
                }
            }

            return columns.Length;
        }

        private int Place(int column) => places is null ? column : places[column];
    }
}
