using System.Runtime.ExceptionServices;
using Vae.MLNet.Outputs;

namespace Vae.MLNet.DataView;

/// <summary>
/// Reads and scores batches ahead of the reader, in order. Whoever has time does the next batch: threads of the pool up to the plan's
/// number, and the reader itself when it would have to wait. One thread at a time reads the input, several may score. Nobody blocks
/// while the reader is busy elsewhere, so that an abandoned cursor costs no thread. With one thread, all happens on the reader's.
/// </summary>
internal sealed class BatchPipeline : IDisposable
{
    /// <summary>Rows of the first batch; each next one has four times as many, so that a few rows stay cheap and many get full batches.</summary>
    private const int FirstBatchRows = 64;

    private readonly Lock _reading = new();
    private readonly object _gate = new();
    private readonly VaeModel _model;
    private readonly BatchReader _reader;
    private readonly int _batchRows;
    private readonly int _maxWorkers;
    private readonly Batch[] _batches;
    private readonly Stack<Batch> _free;
    private readonly Batch?[] _ready;
    private int _workers;
    private int _busy;
    private long _nextToRead;
    private long _nextToGive;
    private bool _ended;

    public BatchPipeline(VaeModel model, BatchReader reader, OutputSet outputs, int batchRows, int threads)
    {
        (_model, _reader, _batchRows, _maxWorkers) = (model, reader, batchRows, threads - 1);

        // One batch with the reader, one in each thread's hands, one ready in between.
        _batches = new Batch[threads == 1 ? 1 : threads + 2];
        var firstRows = Math.Min(FirstBatchRows, batchRows);
        for (var index = 0; index < _batches.Length; index++)
        {
            _batches[index] = reader.CreateBatch(model.Rent(outputs, index == 0 ? firstRows : 0));
        }

        _free = new Stack<Batch>(_batches.Reverse());
        _ready = new Batch?[_batches.Length];
    }

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

                work = TakeFree();
                if (work is null)
                {
                    Monitor.Wait(_gate);
                    continue;
                }
            }

            Work(work);
        }
    }

    /// <summary>Ends reading, waits for batches under way and gives the slots back.</summary>
    public void Dispose()
    {
        _reader.Stop();
        lock (_gate)
        {
            _ended = true;
            while (_busy > 0)
            {
                Monitor.Wait(_gate);
            }
        }

        foreach (var batch in _batches)
        {
            _model.Native.Return(batch.Slot);
        }
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

        _busy++;
        return batch;
    }

    /// <summary>Gets the pool to help once the first batch has shown that more rows follow.</summary>
    private void StartWorkers()
    {
        while (!_ended && _workers < Math.Min(_maxWorkers, _free.Count))
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
                batch = TakeFree();
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
                _reader.Read(batch, RowsOf(place));
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
            if (place >= 0)
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

    private int RowsOf(long place) => (int)Math.Min(_batchRows, (long)FirstBatchRows << (int)Math.Min(2 * place, 32));
}
