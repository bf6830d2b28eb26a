namespace Vae.Data;

/// <summary>Some rows of a table, cut out but perhaps not parsed. For one thread at a time.</summary>
public abstract class TableBlock : IDisposable
{
    /// <summary>Number of rows, those that cannot be read among them.</summary>
    public abstract int Rows { get; }

    /// <summary>The block's part of <see cref="ITableSource.Size"/>.</summary>
    public abstract long Size { get; }

    /// <summary>Reads the rows from the first; may be called again.</summary>
    public abstract TableRows Open();

    /// <summary>Gives the block's memory back. Its rows must not be used afterwards.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the block's memory back; nothing in a block without any of its own.</summary>
    /// <param name="disposing">True always, as blocks have no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
