using Vae.MLNet;

namespace Vae.Cli.Images;

/// <summary>The images that the user named.</summary>
internal static class ImageFiles
{
    /// <summary>Opens a folder, an IDX file or an image.</summary>
    /// <exception cref="InputException">There is nothing there, or no image in it.</exception>
    public static VaeImageSet Open(string path)
    {
        var set = VaeImageSet.Open(path);
        return set.Count > 0 ? set : throw new InputException($"Folder '{path}' must hold images (.png, .jpg, .bmp, .gif, .webp), in subfolders too; got none. Check the path.");
    }

    /// <summary>Opens the images that a model of images is to look at.</summary>
    /// <exception cref="InputException">The path leads to a table, or to nothing.</exception>
    public static VaeImageSet OpenFor(VaeModel model, string path) => !File.Exists(path) || VaeImageSet.IsOne(path)
        ? Open(path)
        : throw new InputException($"Data '{path}' must be a folder, an IDX file or an image, as the model takes images of {model.Info.ImageShape}; got another file.");

    /// <summary>Refuses images for a model of tables.</summary>
    public static void RequireTable(string path)
    {
        if (VaeImageSet.IsOne(path))
        {
            throw new InputException($"Data '{path}' must be a CSV or TSV file, as the model is one of tables; got images. Train a model on images.");
        }
    }

    /// <summary>The labels of a set, each with its number of images.</summary>
    public static IReadOnlyList<(string Label, int Images)> Labels(VaeImageSet set) =>
        [.. Enumerable.Range(0, set.Count).Select(set.Label).GroupBy(label => label, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Count()))];
}
