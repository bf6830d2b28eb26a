namespace Vae.MLNet.Contract;

/// <summary>A file that is written whole or not at all: beside its place first, then moved there by one rename.</summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;

    private AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        _temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Starts a file; without <see cref="Commit"/>, disposing removes every trace of it.</summary>
    public static AtomicFile Create(string path) => new(path);

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = Create(path);
        file.Stream.Write(bytes);
        file.Commit();
    }

    /// <summary>Gives the file its name, in the place of an older one.</summary>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(_temporary);
    }
}
