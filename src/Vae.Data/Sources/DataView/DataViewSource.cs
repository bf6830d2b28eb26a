using Microsoft.ML;
using Vae.MLNet.Features;

namespace Vae.Data.Sources.DataView;

/// <summary>The scalar columns of a data view as a table.</summary>
internal sealed class DataViewSource : ITableSource
{
    /// <summary>As many rows as a block of a file has, for 30 numbers.</summary>
    private const int BlockRows = 4096;

    private readonly IDataView _data;
    private readonly DataViewSchema.Column[] _columns;

    private DataViewSource(IDataView data, DataViewSchema.Column[] columns, string name)
    {
        (_data, _columns, Name) = (data, columns, name);
        Columns = [.. columns.Select(column => column.Name)];
    }

    public string Name { get; }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows, where the data view knows it.</summary>
    public long? Size => _data.GetRowCount();

    public static DataViewSource Open(IDataView data, string name)
    {
        DataViewSchema.Column[] columns = [.. data.Schema.Where(column => !column.IsHidden && DataViewCells.Takes(column))];
        return columns.Length > 0 ? new(data, columns, name) : throw new VaeDataException(
            $"Data '{name}' must have a column of numbers, booleans, text, dates or keys of text, one value a row; "
            + $"got {NameList.Of([.. data.Schema.Select(column => $"{column.Name}: {column.Type}")])}.");
    }

    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns)
    {
        using var cursor = _data.GetRowCursor([.. columns.Distinct().Select(column => _columns[column])]);
        var read = new Func<DataViewCells>?[_columns.Length];
        foreach (var column in columns)
        {
            read[column] ??= DataViewCells.Reader(cursor, _columns[column], BlockRows);
        }

        for (var (row, rows) = (1L, BlockRows); rows == BlockRows; row += rows)
        {
            DataViewCells?[] cells = [.. read.Select(start => start?.Invoke())];
            for (rows = 0; rows < BlockRows && cursor.MoveNext(); rows++)
            {
                foreach (var column in cells)
                {
                    column?.Take(rows);
                }
            }

            yield return new DataViewBlock(cells, rows, row);
        }
    }
}
