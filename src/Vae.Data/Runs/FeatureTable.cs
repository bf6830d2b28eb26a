using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>Features as lines of a table with the model's own columns: the way back from what <see cref="VaeFeatureEncoder"/> makes.</summary>
public static class FeatureTable
{
    /// <summary>Writes rows to a file, whole or not at all.</summary>
    /// <param name="path">Path of the file; as for <see cref="LineSink.ToFile"/>.</param>
    /// <param name="columns">The columns of a model.</param>
    /// <param name="features">
    /// [rows, features]; NaN is an empty cell. Of a text column the largest feature names the category, and none at all above 0 an empty cell.
    /// </param>
    public static void Write(string path, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(columns);
        using var lines = LineSink.ToFile(path);
        Write(lines, columns, features);
    }

    /// <summary>Writes rows to a stream, which stays the caller's to dispose.</summary>
    /// <param name="stream">Takes the lines.</param>
    /// <param name="columns">The columns of a model.</param>
    /// <param name="features">As above.</param>
    /// <param name="delimiter">What stands between cells.</param>
    public static void Write(Stream stream, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(columns);
        using var lines = new CsvSink(stream, delimiter);
        Write(lines, columns, features);
    }

    private static void Write(LineSink lines, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features)
    {
        lines.Begin([.. columns.Select(column => new ResultColumn(column.Name, column.Categories is null ? CellType.Single : CellType.Text))]);
        var rows = features.ToArray();
        using var part = lines.Prepare(cells => Write(cells, columns, rows));
        part.Write();
        lines.Complete();
    }

    private static void Write(CellWriter cells, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features)
    {
        var width = columns.Sum(column => column.Width);
        for (var row = features; row.Length >= width && width > 0; row = row[width..])
        {
            var start = 0;
            foreach (var column in columns)
            {
                Add(cells, column, row.Slice(start, column.Width));
                start += column.Width;
            }

            cells.EndRow();
        }
    }

    private static void Add(CellWriter text, VaeColumn column, ReadOnlySpan<float> cell)
    {
        if (float.IsNaN(cell[0]))
        {
            text.AddMissing();
        }
        else if (column.Categories is not { } categories)
        {
            text.Add(cell[0]);
        }
        else
        {
            var largest = 0;
            for (var category = 1; category < cell.Length; category++)
            {
                largest = cell[category] > cell[largest] ? category : largest;
            }

            text.Add(cell[largest] > 0 ? categories[largest] : "");
        }
    }
}
