using System.Globalization;

namespace Vae.MLNet.Contract;

/// <summary>
/// The place on disk that a path leads to, whatever its spelling: through links, <c>..</c>, and letter case where the system ignores it.
/// </summary>
internal sealed class FilePlace
{
    private static readonly string[] DescriptorFolders = ["/dev/fd/", "/proc/self/fd/"];

    private readonly FileStatus? _status;
    private readonly FileStatus? _folder;

    private FilePlace(string path)
    {
        Path = path;
        _status = FileStatus.Of(path);
        _folder = FileStatus.Of(System.IO.Path.GetDirectoryName(path) ?? path);
    }

    /// <summary>The file itself, where the path is a link to it.</summary>
    public string Path { get; }

    /// <summary>The number of the process's own stream that the path stands for, such as 1 for <c>/dev/stdout</c>; null for any other.</summary>
    public int? Descriptor { get; private init; }

    /// <summary>
    /// True where the bytes go into what is there: a device, a FIFO, a stream of the process. Such a place cannot be replaced and holds nothing that
    /// could be lost.
    /// </summary>
    public bool IsStream => Descriptor is not null || _status is { IsSpecial: true } || Path.StartsWith(@"\\.\", StringComparison.Ordinal);

    /// <summary>Looks at a path.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static FilePlace Of(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        return DescriptorOf(full) is { } number
            ? new(full) { Descriptor = number }
            : new(IsLink(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName : full);
    }

    /// <summary>True where both lead to one file, or would once it is made.</summary>
    public bool IsSame(FilePlace other) =>
        _status is { } status && other._status is { } others ? status == others
        : _status is null && other._status is null && (SamePath(other) || (_folder is { } folder && folder == other._folder && SameName(other)));

    /// <summary>True for a folder's own place, and for all that lies in it.</summary>
    public bool IsWithin(FilePlace folder)
    {
        for (var path = Path; path is not null; path = System.IO.Path.GetDirectoryName(path))
        {
            if (new FilePlace(path).IsSame(folder))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A link to a device needs no resolving, and one into <c>/proc</c> cannot be resolved.</summary>
    private static bool IsLink(string path) => FileStatus.Of(path) is not { IsSpecial: true } && new FileInfo(path).LinkTarget is not null;

    private static int? DescriptorOf(string path) =>
        OperatingSystem.IsWindows() ? null
        : path switch
        {
            "/dev/stdin" => 0,
            "/dev/stdout" => 1,
            "/dev/stderr" => 2,
            _ => Array.Find(DescriptorFolders, folder => path.StartsWith(folder, StringComparison.Ordinal)) is { } folder
                && int.TryParse(path.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        };

    private static StringComparison Comparison =>
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private bool SamePath(FilePlace other) => Path.Equals(other.Path, Comparison);

    private bool SameName(FilePlace other) => System.IO.Path.GetFileName(Path).Equals(System.IO.Path.GetFileName(other.Path), Comparison);
}
