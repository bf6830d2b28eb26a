namespace Vae.Data.Sources.Parquet;

/// <summary>
/// One row group: decoded when the first of its blocks is opened, so that one whose rows nobody looks at costs nothing. Whoever waits for it takes
/// part in the work, a column each.
/// </summary>
/// <param name="reading">The pass that it belongs to.</param>
/// <param name="group">Its place in the file, from 0.</param>
/// <param name="rows">Number of its rows.</param>
/// <param name="blocks">Number of its blocks: when the last is disposed, its memory goes to another one.</param>
internal sealed class ParquetRowGroup(ParquetReading reading, int group, int rows, int blocks)
{
    private readonly Lock _lock = new();
    private readonly VaeDataException?[] _errors = new VaeDataException?[reading.Wanted];
    private ParquetCells?[]? _cells;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = reading.Wanted;
    private int _next = -1;
    private int _open = blocks;

    public ParquetReading Reading => reading;

    /// <summary>The cells of the columns that are asked for.</summary>
    /// <exception cref="VaeDataException">One of them cannot be decoded: of several, the first in the order of the file.</exception>
    public ParquetCells?[] Cells()
    {
        ParquetCells?[] cells;
        lock (_lock)
        {
            cells = _cells ??= reading.Cells();
        }

        while (Interlocked.Increment(ref _next) is var place && place < reading.Wanted)
        {
            try
            {
                reading.Decode(place, cells, group, rows);
            }
            catch (VaeDataException error)
            {
                _errors[place] = error;
            }
            finally
            {
                if (Interlocked.Decrement(ref _left) == 0)
                {
                    _done.SetResult();
                }
            }
        }

        if (reading.Wanted > 0)
        {
            _done.Task.Wait(CancellationToken.None);
        }

        return Array.Find(_errors, error => error is not null) is { } first ? throw first : cells;
    }

    /// <summary>Takes note that a block is not needed any more.</summary>
    public void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0 && _cells is not null)
        {
            reading.LetGo(_cells);
        }
    }
}
