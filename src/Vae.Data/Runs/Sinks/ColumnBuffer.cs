using System.Globalization;
using Parquet;
using Parquet.Schema;
using Vae.MLNet.Features;

namespace Vae.Data.Runs.Sinks;

/// <summary>The cells of one column of results, in the column's type. Its memory is kept and used again.</summary>
internal abstract class ColumnBuffer
{
    private readonly List<int> _missing = [];

    /// <summary>Number of cells.</summary>
    public int Rows { get; private set; }

    /// <summary>Cells of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="capacity">How many of them there is memory for from the start.</param>
    public static ColumnBuffer Of(CellType type, int capacity) => type switch
    {
        CellType.Whole => new NumberBuffer<long>(
            capacity, number => (long)number, text => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        CellType.Single => new NumberBuffer<float>(capacity, number => (float)number, text => (float)Number(text)),
        CellType.Double => new NumberBuffer<double>(capacity, number => number, Number),
        CellType.Flag => new NumberBuffer<bool>(capacity, number => number != 0, text => bool.Parse(text)),
        _ => new TextBuffer(capacity),
    };

    public abstract void Add(double number);

    public abstract void Add(long number);

    public abstract void Add(bool flag);

    public abstract void Add(ReadOnlySpan<char> text);

    public void AddMissing() => _missing.Add(Rows++);

    /// <summary>Takes over all cells of another one of the same type.</summary>
    public virtual void Append(ColumnBuffer other)
    {
        foreach (var row in other._missing)
        {
            _missing.Add(Rows + row);
        }

        Rows += other.Rows;
    }

    /// <summary>Writes all cells as the next column of a row group.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="field">The column.</param>
    /// <param name="room">Memory for what stands beside the values.</param>
    public void WriteTo(ParquetRowGroupWriter group, DataField field, GroupRoom room)
    {
        var levels = room.Levels(Rows);
        levels.Span.Fill(1);
        foreach (var row in _missing)
        {
            levels.Span[row] = 0;
        }

        WriteValues(group, field, levels, room).GetAwaiter().GetResult();
    }

    /// <summary>Forgets all cells.</summary>
    public virtual void Clear()
    {
        Rows = 0;
        _missing.Clear();
    }

    /// <summary>Takes note of a cell with a value.</summary>
    protected void AddRow() => Rows++;

    /// <summary>Writes the values that are there.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="field">The column.</param>
    /// <param name="levels">Of each cell, 1 where it has a value and 0 where it is missing, as Parquet has it.</param>
    /// <param name="room">More memory.</param>
    protected abstract Task WriteValues(ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<int> levels, GroupRoom room);

    /// <summary>What was observed in a column of numbers and is kept, as it stands in the table.</summary>
    private static double Number(ReadOnlySpan<char> text) => NumberText.TryParse(text, out var number) ? number : double.NaN;
}
