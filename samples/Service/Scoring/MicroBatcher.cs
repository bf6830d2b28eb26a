using System.Threading.Channels;
using Vae.MLNet;
using Vae.Service.Hosting;

namespace Vae.Service.Scoring;

/// <summary>
/// Scores single rows of several requests together. One call of the model costs some hundred microseconds, and a row more in it a tenth of that;
/// while a batch is scored, the rows of the next one gather by themselves.
/// </summary>
internal sealed class MicroBatcher
{
    private readonly Channel<PendingRow> _rows;
    private readonly Func<IReadOnlyList<PendingRow>, VaeRowScore[]> _score;
    private readonly MicroBatchOptions _options;
    private readonly ServiceMeter _meter;
    private readonly TimeProvider _time;

    /// <summary>Starts the workers; <see cref="Complete"/> ends them.</summary>
    /// <param name="score">Scores a batch: as many scores as rows, in their order.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="meter">Told of every batch, and of how long its rows waited.</param>
    /// <param name="time">The clock.</param>
    public MicroBatcher(Func<IReadOnlyList<PendingRow>, VaeRowScore[]> score, MicroBatchOptions options, ServiceMeter meter, TimeProvider time)
    {
        (_score, _options, _meter, _time) = (score, options, meter, time);
        _rows = Channel.CreateBounded<PendingRow>(options.Capacity);
        for (var worker = 0; worker < options.WorkerCount; worker++)
        {
            _ = Task.Run(WorkAsync);
        }
    }

    /// <summary>The score of a row.</summary>
    /// <param name="features">Its features.</param>
    /// <param name="cancellation">Ends the waiting; the row is then left out of its batch, if that has not begun.</param>
    /// <exception cref="ProblemException">Too many rows wait already.</exception>
    public Task<VaeRowScore> ScoreAsync(double[] features, CancellationToken cancellation)
    {
        var row = new PendingRow(features, _time.GetTimestamp(), cancellation);
        return _rows.Writer.TryWrite(row)
            ? row.Score.WaitAsync(cancellation)
            : throw new ProblemException(
                StatusCodes.Status503ServiceUnavailable,
                $"The model must have fewer than {_options.Capacity} rows waiting to take another one. Send it again a little later, or rows "
                + "together.");
    }

    /// <summary>Ends the workers once all rows are answered.</summary>
    public void Complete() => _rows.Writer.TryComplete();

    private async Task WorkAsync()
    {
        var batch = new List<PendingRow>(_options.MaxRows);
        while (await _rows.Reader.WaitToReadAsync())
        {
            await GatherAsync(batch);
            if (batch.Count > 0)
            {
                Score(batch);
                batch.Clear();
            }
        }
    }

    /// <summary>Takes what waits; and waits itself for more, as long as the oldest row may wait.</summary>
    private async Task GatherAsync(List<PendingRow> batch)
    {
        while (batch.Count < _options.MaxRows)
        {
            if (_rows.Reader.TryRead(out var row))
            {
                if (row.Cancellation.IsCancellationRequested)
                {
                    row.Cancel();
                    continue;
                }

                batch.Add(row);
            }
            else
            {
                var left = batch.Count == 0 ? TimeSpan.Zero : _options.MaxDelay - _time.GetElapsedTime(batch[0].Queued);
                if (left <= TimeSpan.Zero || !await HasMoreWithinAsync(left))
                {
                    return;
                }
            }
        }
    }

    private async Task<bool> HasMoreWithinAsync(TimeSpan left)
    {
        var more = _rows.Reader.WaitToReadAsync().AsTask();
        return await Task.WhenAny(more, Task.Delay(left, _time)) == more && await more;
    }

    private void Score(List<PendingRow> batch)
    {
        var begun = _time.GetTimestamp();
        _meter.AddBatch(batch.Count, batch.Select(row => _time.GetElapsedTime(row.Queued, begun)));
        try
        {
            foreach (var (row, score) in batch.Zip(_score(batch)))
            {
                row.Answer(score);
            }
        }
        catch (Exception exception)
        {
            // Whatever it is belongs to those who wait; the worker goes on with the next batch.
            batch.ForEach(row => row.Fail(exception));
        }
    }
}
