using System.Collections.Concurrent;

namespace Vae.MLNet.Contract;

/// <summary>
/// A file under a name of its own beside the place it is made for. Its maker holds a lock on it as long as it is open, which the system takes away
/// from a process that dies, however it dies: so what a dead run left behind can be told from what a live one is writing, in this process or in
/// another.
/// </summary>
internal static class TemporaryFile
{
    /// <summary>How names of such files end: nobody else's files are ever removed.</summary>
    public const string Suffix = ".vae.tmp";

    private const int IdentifierLength = 32;

    private const int Attempts = 5;

    /// <summary>
    /// What a maker lets others do: read, so that nobody who is quick to open the finished file is turned away. On Windows an open file can
    /// be renamed and removed only where that is allowed.
    /// </summary>
    private static readonly FileShare Making = OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.Read;

    /// <summary>What a maker stands in the way of, and a dead one does not.</summary>
    private static readonly FileShare Alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private static readonly ConcurrentDictionary<string, bool> Swept = [];

    /// <summary>What this process is making. A lock tried on one that is just being finished would turn its first reader away.</summary>
    private static readonly ConcurrentDictionary<string, bool> Live = [];

    /// <summary>
    /// Makes the file. Once per folder and process, what dead runs left there is removed first.
    /// </summary>
    /// <param name="place">Path of the file that it is to become.</param>
    public static FileStream Create(string place)
    {
        for (var attempt = 1; ; attempt++)
        {
            var path = $"{place}.{Guid.NewGuid():N}{Suffix}";
            try
            {
                var stream = Open(path);
                if (!File.Exists(path))
                {
                    // Another run took it for a dead one's in the moment before it was locked.
                    stream.Dispose();
                    continue;
                }

                SweepOnce(place, stream);
                return stream;
            }
            catch (IOException) when (attempt < Attempts && Directory.Exists(Path.GetDirectoryName(place)))
            {
            }
        }
    }

    /// <summary>Removes the files of dead runs from a folder, where locks tell them from those of live ones.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="own">A locked file in it.</param>
    internal static void Sweep(string folder, FileStream own)
    {
        if (!IsLocked(own.Name))
        {
            return;   // a file system without locks: nothing can be told
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*" + Suffix).Where(path => IsOurs(path) && !Live.ContainsKey(path)))
        {
            try
            {
                // Removed while it is locked here: a maker that comes in between finds it gone and takes another name.
                using var dead = new FileStream(path, FileMode.Open, FileAccess.Write, Alone);
                File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A live run's, or not ours to remove.
            }
        }
    }

    private static ResultStream Open(string path)
    {
        Live.TryAdd(path, true);
        try
        {
            return new(path, Making, () => Live.TryRemove(path, out _));
        }
        catch
        {
            Live.TryRemove(path, out _);
            throw;
        }
    }

    private static void SweepOnce(string place, FileStream own)
    {
        var folder = Path.GetDirectoryName(place)!;
        if (!Swept.TryAdd(folder, true))
        {
            return;
        }

        try
        {
            Sweep(folder, own);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that may be written and not listed: its files stay.
        }
    }

    private static bool IsLocked(string path)
    {
        try
        {
            using var second = new FileStream(path, FileMode.Open, FileAccess.Write, Alone);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static bool IsOurs(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        var identifier = name[..^Suffix.Length];
        return identifier.Length > IdentifierLength && identifier[^(IdentifierLength + 1)] == '.' && Guid.TryParseExact(
            identifier[^IdentifierLength..], "N", out _);
    }
}
