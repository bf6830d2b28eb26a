using Vae.MLNet;

namespace Vae.Data;

/// <summary>Images by the path that leads to them; <see cref="VaeImageSet"/> says which kinds there are.</summary>
public static class ImageSources
{
    /// <summary>Opens a folder with its subfolders, an IDX file or one image.</summary>
    /// <param name="path">Path of the folder or file.</param>
    /// <param name="mask">
    /// What is not looked at, as for <see cref="VaeImageSet.Masked"/>: an image, or a folder of them. Default null: nothing.
    /// </param>
    /// <exception cref="ArgumentException">There is nothing there.</exception>
    /// <exception cref="VaeDataException">There is no image in the folder, or the masks do not suit the images.</exception>
    public static VaeImageSet Open(string path, string? mask = null)
    {
        var set = VaeImageSet.Open(path);
        return set.Count > 0
            ? mask is null ? set : Masked(set, mask)
            : throw new VaeDataException(
                $"Folder '{path}' must hold images (.png, .jpg, .bmp, .gif, .webp), in subfolders too; got none. Check the path.");
    }

    /// <summary>The labels of a set in ordinal order, each with its number of images.</summary>
    /// <param name="set">The images.</param>
    public static IReadOnlyList<(string Label, int Images)> Labels(VaeImageSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return
        [
            .. Enumerable.Range(0, set.Count).Select(set.Label).GroupBy(label => label, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Count())),
        ];
    }

    private static VaeImageSet Masked(VaeImageSet set, string mask)
    {
        try
        {
            return set.Masked(mask);
        }
        catch (InvalidDataException exception)
        {
            throw new VaeDataException(exception.Message);
        }
    }

    /// <summary>The images whose label is normal, by the rule that holds for tables too.</summary>
    /// <param name="set">The images.</param>
    /// <param name="normal">The label of normal images, or several with commas between.</param>
    internal static VaeImageSet Normal(VaeImageSet set, string normal)
    {
        var rule = new NormalLabel(normal);
        return set.Where(index => rule.IsAnomaly(set.Label(index)) == false);
    }

    /// <summary>The labels in a sentence, such as <c>'one' (60), 'other' (12)</c>; of more than twenty, the first.</summary>
    /// <param name="set">The images.</param>
    public static string DescribeLabels(VaeImageSet set)
    {
        var labels = Labels(set);
        return string.Join(", ", labels.Take(20).Select(label => FormattableString.Invariant($"'{label.Label}' ({label.Images:N0})")))
            + (labels.Count > 20 ? " and more" : "");
    }
}
