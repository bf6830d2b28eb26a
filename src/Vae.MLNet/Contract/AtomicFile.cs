using Microsoft.Win32.SafeHandles;

namespace Vae.MLNet.Contract;

/// <summary>
/// A file that is written whole or not at all: beside its place first, then moved there by one rename. A link stays, and its target is replaced; who
/// may read the older file may read the new one, and nobody else. A device, a FIFO or a stream of the process
/// cannot be replaced: the bytes go into it as they come.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly FilePlace _place;
    private readonly string? _temporary;
    private bool _isCommitted;

    private AtomicFile(string path)
    {
        _place = FilePlace.Of(path);
        if (_place.IsStream)
        {
            Stream = OpenStream(_place);
            return;
        }

        Stream = TemporaryFile.Create(_place.Path);
        _temporary = Stream.Name;
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(_place.Path))
            {
                File.SetUnixFileMode(_temporary, File.GetUnixFileMode(_place.Path));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>True where the bytes go into what is there, so that nothing can lie beside it.</summary>
    public bool IsStream => _temporary is null;

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
        Stream.Flush(flushToDisk: _temporary is not null);
        if (_temporary is not null)
        {
            // While it is open and with that locked: nobody takes it for a dead run's.
            File.Move(_temporary, _place.Path, overwrite: true);
        }

        Stream.Dispose();
        _isCommitted = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isCommitted)
        {
            return;
        }

        if (_temporary is not null)
        {
            File.Delete(_temporary);
        }

        try
        {
            Stream.Dispose();
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            // What a full disk did not take, nobody wants any more.
        }
    }

    private static FileStream OpenStream(FilePlace place) => place.Descriptor is { } number
        ? new(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write)
        : new(place.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
}
