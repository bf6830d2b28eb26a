namespace Vae.Data;

/// <summary>
/// Where the rows of a table come from. Blocks of rows are cut one after the other and read on several threads at once, so cutting must be cheap. A source can be read any number of
/// times and gives the same rows in the same order each time.
/// </summary>
public interface ITableSource
{
    /// <summary>What messages call the source, such as a path.</summary>
    string Name { get; }

    /// <summary>The names of the columns, in order, each once.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>How much there is to read, in the unit of <see cref="TableBlock.Size"/>; null where that is not known beforehand. Only for progress.</summary>
    long? Size { get; }

    /// <summary>Cuts the rows into blocks, in order.</summary>
    /// <param name="columns">The places of the columns whose cells will be asked for; a source may leave the others unread.</param>
    /// <returns>Blocks of some thousand rows; the reader disposes each. Ending the enumeration early is always allowed.</returns>
    /// <exception cref="VaeDataException">The source cannot be read any further.</exception>
    IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns);
}
