namespace Vae.Data;

/// <summary>
/// Where the rows of a table come from. Blocks of rows are cut one after the other and read on several threads at once, so cutting must be cheap. A
/// source can be read any number of
/// times, unless it says otherwise, and gives the same rows in the same order each time.
/// </summary>
public interface ITableSource
{
    /// <summary>What messages call the source, such as a path.</summary>
    string Name { get; }

    /// <summary>The names of the columns, in order, each once.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// How much there is to read, in the unit of <see cref="TableBlock.Size"/>; null where that is not known beforehand. Only for progress.
    /// </summary>
    long? Size { get; }

    /// <summary>What is worth saying of how the source is read, a sentence each. Default none.</summary>
    IReadOnlyList<string> Remarks => [];

    /// <summary>True where <see cref="Read"/> may be called once, as of a pipe: enough for scoring, not for training. Default false.</summary>
    bool IsOneTime => false;

    /// <summary>Cuts the rows into blocks, in order.</summary>
    /// <param name="columns">The places of the columns whose cells will be asked for; a source may leave the others unread.</param>
    /// <returns>Blocks of some thousand rows; the reader disposes each. Ending the enumeration early is always allowed.</returns>
    /// <exception cref="VaeDataException">The source cannot be read any further.</exception>
    IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns);
}
