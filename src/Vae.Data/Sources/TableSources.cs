using Microsoft.ML;
using Vae.Data.Sources.DataView;
using Vae.Data.Sources.Csv;

namespace Vae.Data;

/// <summary>The kinds of tables there are, and which of them a path leads to.</summary>
public static class TableSources
{
    /// <summary>
    /// Opens the table of a file and reads its header: CSV with the delimiter that its first rows show (or a line <c>sep=;</c> before them), or TSV
    /// where the name ends with .tsv or .tab; as it is, or packed by gzip. Lines that start with # before the header are comments.
    /// </summary>
    /// <param name="path">
    /// Path of the file: cells in quotes where needed (RFC 4180). <c>-</c> is standard input, which is read once, as a FIFO is.
    /// </param>
    /// <param name="options">Header and encoding; null for a header row and UTF-8.</param>
    /// <exception cref="VaeDataException">There is no such file, or its header cannot be used.</exception>
    public static ITableSource Open(string path, TableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return CsvSource.Open(path, options);
    }

    /// <summary>
    /// The table of a data view: its columns of one value a row, which are numbers, booleans (1 and 0, as text true and false), text, and keys that
    /// stand for text, and dates. Read by one cursor, which
    /// asks for the needed columns only.
    /// </summary>
    /// <param name="data">The data view; other columns of it are no columns of the table.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="VaeDataException">No column can be part of a table.</exception>
    public static ITableSource Open(IDataView data, string name = "data view")
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return DataViewSource.Open(data, name);
    }
}
