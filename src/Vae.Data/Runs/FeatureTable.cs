using Vae.Data.Runs;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data;

/// <summary>Features as lines of a table with the model's own columns: the way back from what <see cref="VaeFeatureEncoder"/> makes.</summary>
public static class FeatureTable
{
    /// <summary>Writes rows to a file, whole or not at all.</summary>
    /// <param name="path">Path of the file; as for <see cref="LineSink.ToFile"/>.</param>
    /// <param name="columns">The columns of a model.</param>
    /// <param name="features">
    /// [rows, features]; NaN is an empty cell. Of a text column the largest feature names the category, and none at all above 0 an empty cell;
    /// of dates, what is left of them is said in words, such as <c>Tuesday, 14:00</c>.
    /// </param>
    public static void Write(string path, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features) => Write(path, columns, features, null);

    /// <summary>Writes made-up rows to a file, whole or not at all; columns with an offset in double precision.</summary>
    /// <param name="path">Path of the file; as for <see cref="LineSink.ToFile"/>.</param>
    /// <param name="columns">The columns of the model.</param>
    /// <param name="rows">What it made up.</param>
    public static void Write(string path, IReadOnlyList<VaeColumn> columns, VaeGeneratedRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Write(path, columns, rows.Features, rows.Exact);
    }

    /// <summary>Writes rows to a stream, which stays the caller's to dispose.</summary>
    /// <param name="stream">Takes the lines.</param>
    /// <param name="columns">The columns of a model.</param>
    /// <param name="features">As above.</param>
    /// <param name="delimiter">What stands between cells.</param>
    public static void Write(Stream stream, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features, char delimiter = ',') =>
        Write(stream, columns, features, null, delimiter);

    /// <summary>Writes made-up rows to a stream; columns with an offset in double precision.</summary>
    /// <param name="stream">Takes the lines; stays the caller's to dispose.</param>
    /// <param name="columns">The columns of the model.</param>
    /// <param name="rows">What it made up.</param>
    /// <param name="delimiter">What stands between cells.</param>
    public static void Write(Stream stream, IReadOnlyList<VaeColumn> columns, VaeGeneratedRows rows, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(rows);
        Write(stream, columns, rows.Features, rows.Exact, delimiter);
    }

    private static void Write(string path, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features, IReadOnlyList<double>? exact)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var lines = LineSink.ToFile(path);
        Write(lines, columns, features, exact);
    }

    private static void Write(
        Stream stream, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features, IReadOnlyList<double>? exact, char delimiter)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var lines = new CsvSink(stream, delimiter);
        Write(lines, columns, features, exact);
    }

    private static void Write(LineSink lines, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features, IReadOnlyList<double>? exact)
    {
        ArgumentNullException.ThrowIfNull(columns);
        lines.Begin([.. columns.Select(column => new ResultColumn(column.Name, TypeOf(column, exact)))]);
        var rows = features.ToArray();
        using var part = lines.Prepare(cells => Write(cells, columns, rows, exact));
        part.Write();
        lines.Complete();
    }

    private static CellType TypeOf(VaeColumn column, IReadOnlyList<double>? exact) =>
        ResultColumn.TypeOf(column, column.Offset != 0 && exact is not null ? CellType.Double : CellType.Single);

    private static void Write(CellWriter cells, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features, IReadOnlyList<double>? exact)
    {
        var width = columns.Sum(column => column.Width);
        for (var row = 0; row + width <= features.Length && width > 0; row += width)
        {
            var start = row;
            foreach (var column in columns)
            {
                if (column.Offset != 0 && exact is not null && !double.IsNaN(exact[start]))
                {
                    cells.Add(exact[start]);
                }
                else
                {
                    Add(cells, column, features.Slice(start, column.Width));
                }

                start += column.Width;
            }

            cells.EndRow();
        }
    }

    private static void Add(CellWriter cells, VaeColumn column, ReadOnlySpan<float> cell)
    {
        if (float.IsNaN(cell[0]))
        {
            cells.AddMissing();
        }
        else if (column.IsDate)
        {
            cells.Add(DateCycles.Words(column.Cycles, cell));
        }
        else if (column.Categories is not { } categories)
        {
            cells.Add(cell[0]);
        }
        else
        {
            var largest = 0;
            for (var category = 1; category < cell.Length; category++)
            {
                largest = cell[category] > cell[largest] ? category : largest;
            }

            cells.Add(cell[largest] > 0 ? categories[largest] : "");
        }
    }
}
