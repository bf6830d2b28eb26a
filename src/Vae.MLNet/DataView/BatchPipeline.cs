using System.Runtime.ExceptionServices;
using Vae.MLNet.Outputs;

namespace Vae.MLNet.DataView;

/// <summary>
/// Reads and scores batches ahead of the reader, in order. Whoever has time does the next batch: threads of the pool up to the plan's
/// number, and the reader itself when it would have to wait. One thread at a time reads the input, several may score. Nobody blocks
/// while the reader is busy elsewhere, so that an abandoned cursor costs no thread. With one thread, all happens on the reader's.
/// No more than twice the rows handed out are read ahead, two batches while these still grow: whoever leaves after a few rows has paid for few.
/// </summary>
internal sealed class BatchPipeline : IDisposable
{
    private readonly Lock _reading = new();
    private readonly object _gate = new();
    private readonly VaeModel _model;
    private readonly BatchReader _reader;
    private readonly OutputSet _outputs;
    private readonly BatchSizes _sizes;
    private readonly int _maxWorkers;
    private readonly List<Batch> _batches = [];
    private readonly Stack<Batch> _free = [];
    private readonly Batch?[] _ready;
    private int _workers;
    private int _busy;
    private long _nextToBegin;
    private long _nextToRead;
    private long _nextToGive;
    private bool _ended;
    private bool _isAbandoned;

    public BatchPipeline(VaeModel model, BatchReader reader, OutputSet outputs, int batchRows, int threads)
    {
        (_model, _reader, _outputs, _sizes, _maxWorkers) = (model, reader, outputs, new BatchSizes(batchRows), threads - 1);

        // One batch with the reader, one in each thread's hands, one ready in between.
        _ready = new Batch?[threads == 1 ? 1 : threads + 2];
        _free.Push(MakeBatch());
    }

    /// <summary>True where another batch read ahead makes no more than twice the rows that were handed out.</summary>
    private bool MayReadAhead => _nextToGive > 1 && _sizes.RowsThrough(_nextToBegin) <= 3 * _sizes.RowsThrough(_nextToGive - 1);

    /// <summary>The next batch, or null at the end; <paramref name="done"/> is the one before, to be filled anew.</summary>
    public Batch? Next(Batch? done)
    {
        lock (_gate)
        {
            if (done is not null)
            {
                _free.Push(done);
            }
        }

        while (true)
        {
            Batch? work = null;
            lock (_gate)
            {
                if (TakeReady() is { } ready)
                {
                    return ready;
                }

                if (_ended && _busy == 0)
                {
                    return null;
                }

                work = _busy == 0 || MayReadAhead ? TakeFree() : null;
                if (work is null)
                {
                    Monitor.Wait(_gate);
                    continue;
                }
            }

            Work(work);
        }
    }

    /// <summary>Ends reading, and gives the slots back: those in which rows are scored just now when that has ended.</summary>
    public void Dispose()
    {
        _reader.Stop();
        lock (_gate)
        {
            Volatile.Write(ref _ended, true);
        }

        lock (_reading)
        {
            // Nobody reads any more, and nobody will: the input can be closed.
        }

        lock (_gate)
        {
            _isAbandoned = true;
            foreach (var batch in _batches.Where(batch => !batch.IsInWork))
            {
                _model.Native.Return(batch.Slot);
            }
        }
    }

    /// <summary>On the reader's thread only, to which a failure belongs.</summary>
    private Batch MakeBatch()
    {
        var batch = _reader.CreateBatch(_model.Rent(_outputs, _batches.Count == 0 ? _sizes.RowsOf(0) : 0));
        _batches.Add(batch);
        return batch;
    }

    private Batch? TakeReady()
    {
        var place = _nextToGive % _ready.Length;
        if (_ready[place] is not { } ready)
        {
            return null;
        }

        _ready[place] = null;
        _nextToGive++;
        StartWorkers();
        return ready;
    }

    private Batch? TakeFree()
    {
        if (_ended || !_free.TryPop(out var batch))
        {
            return null;
        }

        batch.IsInWork = true;
        _busy++;
        _nextToBegin++;
        return batch;
    }

    /// <summary>Gets the pool to help once the first batch has shown that more rows follow.</summary>
    private void StartWorkers()
    {
        if (_ended || !MayReadAhead)
        {
            return;
        }

        if (_batches.Count < _ready.Length)
        {
            _free.Push(MakeBatch());
        }

        while (_workers < Math.Min(_maxWorkers, _free.Count))
        {
            _workers++;
            ThreadPool.UnsafeQueueUserWorkItem(static pipeline => pipeline.WorkWhileBatchesAreFree(), this, preferLocal: false);
        }
    }

    private void WorkWhileBatchesAreFree()
    {
        while (true)
        {
            Batch? batch;
            lock (_gate)
            {
                batch = MayReadAhead ? TakeFree() : null;
                if (batch is null)
                {
                    _workers--;
                    return;
                }
            }

            Work(batch);
        }
    }

    /// <summary>Reads a batch, scores it, and puts it in its place for the reader.</summary>
    private void Work(Batch batch)
    {
        long place = -1;
        lock (_reading)
        {
            if (!Volatile.Read(ref _ended))
            {
                place = _nextToRead++;
                _reader.Read(batch, _sizes.RowsOf(place));
                if (batch.IsLast)
                {
                    Volatile.Write(ref _ended, true);
                }
            }
        }

        if (place >= 0)
        {
            Score(batch);
        }

        lock (_gate)
        {
            _busy--;
            batch.IsInWork = false;
            if (_isAbandoned)
            {
                _model.Native.Return(batch.Slot);
            }
            else if (place >= 0)
            {
                _ready[place % _ready.Length] = batch;
            }
            else
            {
                _free.Push(batch);
            }

            Monitor.PulseAll(_gate);
        }
    }

    private void Score(Batch batch)
    {
        try
        {
            if (batch.Rows > 0)
            {
                _model.Run(batch.Slot, batch.Rows);
            }
        }
        catch (Exception exception) when (batch.Rows > 0)
        {
            // A failure on a pool thread belongs to the thread that moves the cursor.
            batch.Failure = ExceptionDispatchInfo.Capture(exception);
            batch.Rows = 0;
        }
    }
}
