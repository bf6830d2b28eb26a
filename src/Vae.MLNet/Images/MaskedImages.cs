namespace Vae.MLNet.Images;

/// <summary>Images of which parts are not looked at: pixels there are missing.</summary>
/// <param name="source">The images.</param>
/// <param name="mask">Makes pixels of an image missing, by its number and the reader's shape; returns why it cannot, or null.</param>
internal sealed class MaskedImages(IImageSource source, Func<int, VaeImageShape, float[], VaeImage?> mask) : IImageSource
{
    public int Count => source.Count;

    /// <summary>All images under one mask.</summary>
    public static MaskedImages ByFile(IImageSource source, string path)
    {
        var mask = ImageMask.Open(path);
        return new(source, (_, shape, pixels) =>
        {
            mask.Apply(pixels, shape);
            return null;
        });
    }

    /// <summary>Each chosen image under the mask of its name, whatever the extension of either.</summary>
    /// <exception cref="InvalidDataException">An image has no mask, or two.</exception>
    public static MaskedImages ByFolder(IImageSource source, string folder, IEnumerable<int> chosen)
    {
        var found = FileImages.OfFolder(folder);
        var byStem = Enumerable.Range(0, found.Count).ToLookup(index => Stem(found.Name(index)), StringComparer.Ordinal);
        var masks = chosen.ToDictionary(index => index, index => byStem[Stem(source.Name(index))].ToArray() is [var only]
            ? Path.Combine(folder, found.Name(only))
            : throw new InvalidDataException(FormattableString.Invariant(
                $"Masks in folder '{folder}' must be one for each image, under the image's name; got {byStem[Stem(source.Name(index))].Count()} ")
                + $"for '{source.Name(index)}'. White is looked at: an image that is looked at as a whole has a white mask."));
        return new(source, (index, shape, pixels) =>
        {
            if (ImageMask.Read(masks[index], shape, out var image) is not { } mask)
            {
                return image;
            }

            ImageMask.Apply(mask, pixels);
            return null;
        });
    }

    public string Name(int index) => source.Name(index);

    public string Label(int index) => source.Label(index);

    public VaeImage Read(int index, VaeImageReader reader)
    {
        var image = source.Read(index, reader);
        return !image.IsRead ? image : mask(index, reader.Shape, image.Pixels) is { } unread
            ? VaeImage.Refused(image.Source, unread.Status, $"its mask '{unread.Source}': {unread.Remark}")
            : image;
    }

    public (int Width, int Height)? Size(int index) => source.Size(index);

    public bool IsGrey(int index) => source.IsGrey(index);

    private static string Stem(string name) => name[..^Path.GetExtension(name).Length];
}
