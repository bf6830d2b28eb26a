using System.Text.RegularExpressions;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>The groups of images: by folder, by a pattern on the path, or from a file.</summary>
internal sealed class ImageGroups
{
    private readonly Func<int, string> _of;

    private ImageGroups(Func<int, string> of) => _of = of;

    /// <summary>The groups that options name, or null where they name none.</summary>
    /// <exception cref="VaeDataException">The options are for tables, the file cannot be used, or an image has no group.</exception>
    public static ImageGroups? Find(VaeImageSet set, GroupOptions options, OptionNames names)
    {
        options = options.Validated(names);
        var groups = options switch
        {
            { Column: GroupOptions.Folder } => new ImageGroups(index => FolderOf(set.Name(index))),
            { Column: { } column } => throw new VaeDataException(
                $"Option {names.Group} must be '{GroupOptions.Folder}' for images, the folder in which an image lies; got '{column}'. "
                + $"Or use {names.GroupPattern} or {names.GroupFile}."),
            { Regex: { } pattern } => new ImageGroups(index => OfPattern(pattern, set.Name(index))),
            { File: { } file } => new ImageGroups(GroupFile.Read(file, names).Of(set)),
            _ => null,
        };
        groups?.RequireAll(set, options, names);
        return groups;
    }

    /// <summary>The group of an image, by its index in the set.</summary>
    public string Of(int index) => _of(index);

    /// <summary>The path without the file's name; a dot for images that lie in no folder below the set's own.</summary>
    private static string FolderOf(string name) => name.LastIndexOf('/') is > 0 and var end ? name[..end] : ".";

    private static string OfPattern(Regex pattern, string name)
    {
        try
        {
            var match = pattern.Match(name);
            return match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new VaeDataException($"Pattern '{pattern}' must match a path quickly; it took over a second on '{name}'. Make it simpler.");
        }
    }

    private void RequireAll(VaeImageSet set, GroupOptions options, OptionNames names)
    {
        var without = Enumerable.Range(0, set.Count).Where(index => Of(index).Length == 0).ToList();
        if (without.Count > 0)
        {
            var (name, found) = options.File is { } file ? (names.GroupFile, $"file '{file}'") : (names.GroupPattern, $"pattern '{options.Pattern}'");
            throw new VaeDataException(FormattableString.Invariant(
                $"Option {name} must give every image of '{set.Path}' a group; {found} gives none to {without.Count:N0} of {set.Count:N0}, ")
                + $"the first '{set.Name(without[0])}'.");
        }
    }
}
