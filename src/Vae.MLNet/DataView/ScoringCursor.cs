using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Vae.MLNet.DataView;

/// <summary>Walks over rows that a <see cref="BatchPipeline"/> reads and scores ahead: the input's rows in the input's order, with its ids.</summary>
internal sealed class ScoringCursor : DataViewRowCursor
{
    private readonly VaeModel _model;
    private readonly ScoringBinding _binding;
    private readonly DataViewRowCursor _source;
    private readonly BatchPipeline _pipeline;
    private readonly bool[] _active;
    private readonly int[] _bufferOf;
    private readonly ScoredPlace _place;
    private Batch? _batch;
    private int _rows;
    private int _row;
    private long _position = -1;
    private bool _ended;

    /// <summary>Takes over <paramref name="model"/> and <paramref name="source"/> and disposes them with itself.</summary>
    public ScoringCursor(
        IHostEnvironment environment,
        VaeModel model,
        ScoringBinding binding,
        DataViewRowCursor source,
        IReadOnlyCollection<DataViewSchema.Column> columns,
        bool isAlone)
    {
        (_model, _binding, _source, _place) = (model, binding, source, new ScoredPlace(model));
        _active = new bool[binding.OutputSchema.Count];
        foreach (var column in columns)
        {
            _active[column.Index] = true;
        }

        var passedThrough = binding.PassedThrough(columns);
        _bufferOf = new int[binding.InputSchema.Count];
        for (var index = 0; index < passedThrough.Length; index++)
        {
            _bufferOf[passedThrough[index].Index] = index;
        }

        var rowBytes = passedThrough.Sum(column => ColumnBuffer.RowBytes(column.Type));
        var reader = new BatchReader(environment, source, binding, passedThrough);
        var plan = model.Native.Plan;
        _pipeline = new BatchPipeline(model, reader, binding.Outputs(columns), plan.BatchRowsWith(rowBytes), isAlone ? plan.BatchesAtOnce : 1);
    }

    public override long Position => _position;

    public override long Batch => _batch is null ? 0 : _batch.InputBatches[_row];

    public override DataViewSchema Schema => _binding.OutputSchema;

    private Batch Current => _batch ?? throw ScoredPlace.NoRow();

    public override bool MoveNext()
    {
        if (++_row < _rows)
        {
            _place.Row = _row;
            _position++;
            return true;
        }

        return MoveToNextBatch();
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = Current.Ids[_row];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnGetters.CheckActive(this, column);
        return ColumnGetters.Typed<TValue>(column, _binding.Scored(column) is { } scored ? _place.Getter(scored) : PassedThrough<TValue>(column));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            End();
        }

        base.Dispose(disposing);
    }

    private bool MoveToNextBatch()
    {
        if (_ended)
        {
            return false;
        }

        // A failure after some rows of a batch ends it: those rows were handed out, now the failure is due.
        _batch = _batch is { IsLast: true } ? _batch.Exhausted() : _pipeline.Next(_batch);
        if (_batch is not { Rows: > 0 })
        {
            var failure = _batch?.Failure;
            End();
            failure?.Throw();
            return false;
        }

        _place.Slot = _batch.Slot;
        _place.Row = _row = 0;
        _rows = _batch.Rows;
        _position++;
        return true;
    }

    private void End()
    {
        _ended = true;
        (_batch, _place.Slot, _rows, _position) = (null, null, 0, -1);
        _pipeline.Dispose();
        _source.Dispose();
        _model.Dispose();
    }

    private ValueGetter<TValue>? PassedThrough<TValue>(DataViewSchema.Column column)
    {
        if (column.Type.RawType != typeof(TValue))
        {
            return null;
        }

        var index = _bufferOf[column.Index];
        return (ref TValue value) => ((ColumnBuffer<TValue>)Current.Columns[index]).Copy(_row, ref value);
    }
}
