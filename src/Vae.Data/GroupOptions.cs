using System.Text.RegularExpressions;

namespace Vae.Data;

/// <summary>
/// Which training rows or images belong together, such as those of one part, machine, customer or day: they never stand on both sides of a fold, and
/// the promise counts groups. At most one way of saying it; default none: every row stands for itself.
/// </summary>
public sealed record GroupOptions
{
    /// <summary>What <see cref="Column"/> is for images: the folder in which an image lies.</summary>
    public const string Folder = "folder";

    /// <summary>
    /// The column of a table whose cells are equal within a group; it is no feature. Of images, which have no columns, only <see cref="Folder"/>.
    /// </summary>
    public string? Column { get; init; }

    /// <summary>
    /// Images only: a regular expression on the path of an image below the folder, with slashes, such as <c>num_(\d+)</c>. Its first group in
    /// parentheses is the image's group, or the whole match where it has none. It must match every image.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>
    /// Images only: a CSV or TSV file with a header, whose first column is a file and whose second is its group. A file is named by its path, or by
    /// the end of it, such as <c>ok/17.png</c>; every image must be there.
    /// </summary>
    public string? File { get; init; }

    /// <summary>Longest time that the pattern may take on one path.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    internal Regex? Regex { get; private init; }

    /// <summary>Checks what can be checked without data.</summary>
    /// <exception cref="VaeDataException">Two ways at once, or a pattern that is none.</exception>
    internal GroupOptions Validated(OptionNames names)
    {
        (string Name, string? Value)[] all = [(names.Group, Column), (names.GroupPattern, Pattern), (names.GroupFile, File)];
        var given = all.Where(option => option.Value is not null).ToArray();
        if (given.Length > 1)
        {
            throw new VaeDataException($"Options {given[0].Name} and {given[1].Name} must not come together: both say which rows belong together.");
        }

        try
        {
            return this with { Regex = Pattern is null ? null : new Regex(Pattern, RegexOptions.CultureInvariant, MostTime) };
        }
        catch (ArgumentException exception)
        {
            throw new VaeDataException(
                $"Option {names.GroupPattern} must be a regular expression, such as num_(\\d+); got '{Pattern}': {exception.Message}");
        }
    }
}
