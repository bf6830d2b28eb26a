namespace Vae.Data.Sources;

/// <summary>A source whose memory may serve the next one too, where several files are read one after the other.</summary>
internal interface IReusingSource : ITableSource
{
    /// <summary>Cuts the rows into blocks, as <see cref="ITableSource.Read"/> does.</summary>
    /// <param name="columns">The places of the columns whose cells will be asked for.</param>
    /// <param name="memory">What columns are decoded into.</param>
    IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns, ColumnMemory memory);
}
