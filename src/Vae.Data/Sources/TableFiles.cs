using System.IO.Enumeration;

namespace Vae.Data.Sources;

/// <summary>The files that a path with <c>*</c> or <c>?</c> means.</summary>
internal static class TableFiles
{
    private const string AnyDepth = "**";

    private static readonly bool IgnoresCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    /// <summary>True for a path that stands for all files whose names fit; one that is a file itself does not.</summary>
    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?') && !Path.Exists(path);

    /// <summary>
    /// The files, in ordinal order of their paths: <c>*</c> stands for any letters of a name, <c>?</c> for one, <c>**</c> for folders of any depth.
    /// Names that start with a point are left out where the pattern does not.
    /// </summary>
    /// <exception cref="VaeDataException">There is none.</exception>
    public static IReadOnlyList<string> Of(string pattern)
    {
        var root = Path.GetPathRoot(pattern) ?? "";
        char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];
        var parts = pattern[root.Length..].Split(separators, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> folders = [root];
        foreach (var part in parts[..^1])
        {
            folders = folders.SelectMany(folder => Folders(folder, part));
        }

        var all = folders.SelectMany(folder => Within(folder, parts[^1], Directory.EnumerateFiles));
        string[] files = [.. all.Distinct().Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new VaeDataException(
            $"Data files '{pattern}' must exist; got none whose name fits. Check the folder and the pattern, and put it in quotes.");
    }

    private static IEnumerable<string> Folders(string folder, string part) =>
        part == AnyDepth ? Deep(folder)
        : part.AsSpan().ContainsAny('*', '?') ? Within(folder, part, Directory.EnumerateDirectories)
        : Directory.Exists(Path.Combine(folder, part)) ? [Path.Combine(folder, part)] : [];

    private static IEnumerable<string> Deep(string folder) =>
        [folder, .. Within(folder, "*", Directory.EnumerateDirectories).SelectMany(Deep)];

    private static IEnumerable<string> Within(string folder, string part, Func<string, IEnumerable<string>> enumerate) =>
        (Directory.Exists(folder.Length > 0 ? folder : ".") ? enumerate(folder.Length > 0 ? folder : ".") : [])
            .Select(path => Path.GetFileName(path)!)
            .Where(name => (name[0] != '.' || part[0] == '.') && FileSystemName.MatchesSimpleExpression(part, name, IgnoresCase))
            .Select(name => Path.Combine(folder, name));
}
