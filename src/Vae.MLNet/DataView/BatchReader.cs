using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Vae.MLNet.Friend;
using Vae.MLNet.Inference;

namespace Vae.MLNet.DataView;

/// <summary>Reads the input's rows into batches, each row once. For one thread at a time.</summary>
internal sealed class BatchReader
{
    private readonly IHostEnvironment _environment;
    private readonly DataViewRowCursor _source;
    private readonly int _width;
    private readonly ColumnBuffer[] _columns;
    private readonly FeatureReader _features;
    private readonly ValueGetter<DataViewRowId> _id;
    private volatile bool _stopped;

    public BatchReader(IHostEnvironment environment, DataViewRowCursor source, ScoringBinding binding, DataViewSchema.Column[] passedThrough)
    {
        _environment = environment;
        _source = source;
        _width = binding.Info.FeatureCount;
        _features = binding.Features.Open(source, passedThrough);
        _id = source.GetIdGetter();
        _columns = [.. passedThrough.Select(column => ColumnBuffer.Create(source, column))];
    }

    public Batch CreateBatch(ScoringSlot slot) => new(slot, [.. _columns.Select(column => column.Twin())]);

    /// <summary>Ends the read under way, for a cursor that is abandoned.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Fills a batch with up to <paramref name="rows"/> rows. A failure of the input ends the batch and is kept in it.</summary>
    public void Read(Batch batch, int rows)
    {
        batch.Rows = 0;
        batch.Failure = null;
        try
        {
            HostCancellation.ThrowIfCancelled(_environment);
            batch.Reserve(rows);
            while (batch.Rows < rows && !_stopped && _source.MoveNext())
            {
                ReadRow(batch, batch.Rows);
                batch.Rows++;
            }
        }
        catch (Exception exception) when (batch.Failure is null)
        {
            // Whatever the input throws belongs to the thread that moves the cursor, at the row where it would have met it.
            batch.Failure = ExceptionDispatchInfo.Capture(exception);
        }

        batch.IsLast = batch.Rows < rows;
    }

    private void ReadRow(Batch batch, int row)
    {
        _id(ref batch.Ids[row]);
        batch.InputBatches[row] = _source.Batch;
        foreach (var column in batch.Columns)
        {
            column.Read(row);
        }

        _features.Read(batch.Columns, row, batch.Slot.Input.AsSpan(row * _width, _width));
    }
}
