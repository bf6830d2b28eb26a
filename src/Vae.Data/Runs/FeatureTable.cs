using Vae.Data.Runs.Sinks;
using Vae.Data.Sources.Csv;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>Features as lines of a table with the model's own columns: the way back from what <see cref="VaeFeatureEncoder"/> makes.</summary>
public static class FeatureTable
{
    /// <summary>Writes rows to a file, whole or not at all.</summary>
    /// <param name="path">Path of the file; tabs stand between cells for .tsv and .tab, else commas.</param>
    /// <param name="columns">The columns of a model.</param>
    /// <param name="features">
    /// [rows, features]; NaN is an empty cell. Of a text column the largest feature names the category, and none at all above 0 an empty cell.
    /// </param>
    public static void Write(string path, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features) => Write(path, columns, features, null);

    /// <summary>Writes made-up rows to a file, whole or not at all; columns with an offset in double precision.</summary>
    /// <param name="path">Path of the file; tabs stand between cells for .tsv and .tab, else commas.</param>
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
        using var file = AtomicFile.Create(path);
        Write(file.Stream, columns, features, exact, Delimiter.Of(path) ?? ',');
        file.Commit();
    }

    private static void Write(
        Stream stream, IReadOnlyList<VaeColumn> columns, ReadOnlySpan<float> features, IReadOnlyList<double>? exact, char delimiter)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(columns);
        using var text = new CsvText(delimiter);
        text.AddNames([.. columns.Select(column => column.Name)]);
        var width = columns.Sum(column => column.Width);
        for (var row = 0; row + width <= features.Length && width > 0; row += width)
        {
            var start = row;
            foreach (var column in columns)
            {
                if (column.Offset != 0 && exact is not null && !double.IsNaN(exact[start]))
                {
                    text.Add(exact[start]);
                }
                else
                {
                    Add(text, column, features.Slice(start, column.Width));
                }

                start += column.Width;
            }

            text.EndRow();
        }

        stream.Write(text.Bytes);
    }

    private static void Add(CsvText text, VaeColumn column, ReadOnlySpan<float> cell)
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
