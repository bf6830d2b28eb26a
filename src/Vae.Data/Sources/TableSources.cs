using Microsoft.ML;
using Vae.Data.Sources.DataView;
using Vae.Data.Sources.Csv;

namespace Vae.Data;

/// <summary>The kinds of tables there are, and which of them a path leads to.</summary>
public static class TableSources
{
    /// <summary>Opens the table of a file and reads its header: CSV with the delimiter that the header shows, or TSV where the name ends with .tsv or .tab.</summary>
    /// <param name="path">Path of the file: UTF-8, a header row, cells in quotes where needed (RFC 4180).</param>
    /// <exception cref="VaeDataException">There is no such file, or its header cannot be used.</exception>
    public static ITableSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return CsvSource.Open(path);
    }

    /// <summary>
    /// The table of a data view: its columns of one value a row, which are numbers, booleans (1 and 0, as text true and false), text, and keys that stand for text. Read by one cursor, which
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
