using System.Collections.Concurrent;

namespace Vae.Data.Sources.Parquet;

/// <summary>
/// One pass over a Parquet file: its open files, one for every thread that decodes. Lives as long as its enumeration and the last of its blocks.
/// </summary>
/// <param name="path">Path of the file.</param>
/// <param name="columns">The columns of the table.</param>
/// <param name="wanted">The places of those that are asked for.</param>
/// <param name="memory">What they are decoded into.</param>
internal sealed class ParquetReading(string path, ParquetColumn[] columns, int[] wanted, ColumnMemory memory) : IDisposable
{
    private readonly ConcurrentBag<ParquetFile> _files = [];
    private int _users = 1;

    /// <summary>Number of columns that are asked for.</summary>
    public int Wanted => wanted.Length;

    /// <summary>What messages call the file.</summary>
    public string Name => path;

    /// <summary>The columns of the table.</summary>
    public IReadOnlyList<ParquetColumn> Columns => columns;

    /// <summary>Takes note of a block that will be disposed.</summary>
    public void Add() => Interlocked.Increment(ref _users);

    /// <summary>Cells for a row group, null for columns that are not asked for.</summary>
    public ParquetCells?[] Cells()
    {
        var cells = new ParquetCells?[columns.Length];
        foreach (var column in wanted)
        {
            cells[column] = columns[column].MakeCells();
        }

        return cells;
    }

    /// <summary>Gives the memory of a row group's cells to the next one.</summary>
    public void LetGo(ParquetCells?[] cells)
    {
        foreach (var column in wanted)
        {
            cells[column]!.LetGo(memory);
        }
    }

    /// <summary>Decodes a column of a row group, on any thread.</summary>
    /// <param name="place">Its place among the wanted ones.</param>
    /// <param name="cells">Those of the row group.</param>
    /// <param name="group">The row group's place, from 0.</param>
    /// <param name="rows">Number of its rows.</param>
    public void Decode(int place, ParquetCells?[] cells, int group, int rows)
    {
        var file = _files.TryTake(out var idle) ? idle : ParquetFile.Open(path);
        try
        {
            file.Decode(cells[wanted[place]]!, columns[wanted[place]], group, rows, memory);
        }
        finally
        {
            _files.Add(file);
        }
    }

    /// <summary>Called once for the enumeration and once for every block.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            while (_files.TryTake(out var file))
            {
                file.Dispose();
            }
        }
    }
}
