using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.Tests.DataView;

/// <summary>Passes data on and counts: cursors opened and disposed, rows moved over, feature vectors read. May fail at a row.</summary>
internal sealed class WatchedDataView(IDataView source, int failAtRow = int.MaxValue) : IDataView
{
    public int CursorsOpened;
    public int CursorsDisposed;
    public int RowsMoved;
    public int ValuesRead;

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, source.GetRowCursor(columnsNeeded, rand), failAtRow);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. source.GetRowCursorSet(columnsNeeded, n, rand).Select(cursor => new Cursor(this, cursor, failAtRow))];

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly WatchedDataView _owner;
        private readonly DataViewRowCursor _cursor;
        private readonly int _failAtRow;

        public Cursor(WatchedDataView owner, DataViewRowCursor cursor, int failAtRow)
        {
            (_owner, _cursor, _failAtRow) = (owner, cursor, failAtRow);
            Interlocked.Increment(ref owner.CursorsOpened);
        }

        public override long Position => _cursor.Position;

        public override long Batch => _cursor.Batch;

        public override DataViewSchema Schema => _cursor.Schema;

        public override bool MoveNext()
        {
            if (_cursor.Position + 1 == _failAtRow)
            {
                throw new FormatException($"row {_failAtRow} is broken");
            }

            var moved = _cursor.MoveNext();
            Interlocked.Add(ref _owner.RowsMoved, moved ? 1 : 0);
            return moved;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _cursor.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => _cursor.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var getter = _cursor.GetGetter<TValue>(column);
            return (ref TValue value) =>
            {
                Interlocked.Increment(ref _owner.ValuesRead);
                getter(ref value);
            };
        }

        protected override void Dispose(bool disposing)
        {
            Interlocked.Increment(ref _owner.CursorsDisposed);
            _cursor.Dispose();
            base.Dispose(disposing);
        }
    }
}
