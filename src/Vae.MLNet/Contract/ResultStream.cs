namespace Vae.MLNet.Contract;

/// <summary>
/// A file that is being written. Where the file system takes no more bytes into one file, .NET speaks of an argument that nobody passed; here
/// that is an error of the disk like any other.
/// </summary>
/// <param name="path">Path of a file that is not there yet.</param>
/// <param name="share">What others may do meanwhile.</param>
/// <param name="closed">Called once nothing of it is open or locked any more.</param>
internal sealed class ResultStream(string path, FileShare share, Action closed) : FileStream(path, FileMode.CreateNew, FileAccess.Write, share)
{
    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            base.Write(buffer, offset, count);
        }
        catch (ArgumentOutOfRangeException exception) when (exception.ParamName is not (nameof(offset) or nameof(count)))
        {
            throw TooLarge(exception);
        }
    }

    /// <inheritdoc/>
    public override void Flush(bool flushToDisk)
    {
        try
        {
            base.Flush(flushToDisk);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw TooLarge(exception);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
        }
        finally
        {
            closed();
        }
    }

    private IOException TooLarge(Exception exception) => new($"The file system takes no larger file : '{Name}'", exception);
}
