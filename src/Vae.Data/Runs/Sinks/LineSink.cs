using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>Results as the lines of a table: a file that is written whole or not at all.</summary>
public abstract class LineSink : IScoreSink
{
    private protected LineSink()
    {
    }

    /// <summary>Lines for a file, of the kind that its name says: Parquet for .parquet, TSV for .tsv and .tab, else CSV.</summary>
    /// <param name="path">Path of the file, in an existing folder. An older file is replaced when the run has ended well.</param>
    public static LineSink ToFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ParquetSink.IsNamed(path) ? new ParquetSink(path) : new CsvSink(path);
    }

    /// <inheritdoc/>
    public void Begin(VaeModel model, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Begin(ResultColumn.Of(columns, []));
    }

    /// <inheritdoc/>
    public IScorePart Prepare(ScoredRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Prepare(rows.WriteTo);
    }

    /// <inheritdoc/>
    public abstract void Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the lines.</summary>
    internal abstract void Begin(IReadOnlyList<ResultColumn> columns);

    /// <summary>Prepares some lines, on any thread.</summary>
    /// <param name="write">Writes them, cell by cell.</param>
    internal abstract IScorePart Prepare(Action<CellWriter> write);

    /// <summary>Removes what was not completed.</summary>
    /// <param name="disposing">True always, as sinks have no finalizer.</param>
    protected abstract void Dispose(bool disposing);
}
