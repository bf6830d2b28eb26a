using Vae.MLNet.Images;

namespace Vae.MLNet;

/// <summary>
/// The images of a folder and its subfolders, of an IDX file (the format of MNIST, plain or .gz), or of one image file, in a fixed order. In a
/// folder,
/// files with the name of an image count (.png, .jpg, .jpeg, .bmp, .gif, .webp, and .tif, .heic and others, which are refused by name), in ordinal
/// order of their paths.
/// </summary>
public sealed class VaeImageSet
{
    /// <summary>What images that were read ahead may take, but for two of them.</summary>
    private const long MostBytesAhead = 1 << 28;

    private readonly IImageSource _source;
    private readonly IReadOnlyList<int> _chosen;

    private VaeImageSet(string path, IImageSource source, IReadOnlyList<int> chosen) => (Path, _source, _chosen) = (path, source, chosen);

    /// <summary>The path that the set was opened by.</summary>
    public string Path { get; }

    /// <summary>Number of images, readable or not.</summary>
    public int Count => _chosen.Count;

    /// <summary>Finds the images; none is read yet.</summary>
    /// <param name="path">A folder, an IDX file of images, or an image file.</param>
    /// <exception cref="ArgumentException">There is no such folder or file.</exception>
    /// <exception cref="InvalidDataException">The path is an IDX file that holds no images, or ends early.</exception>
    public static VaeImageSet Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        IImageSource source =
            Directory.Exists(path) ? FileImages.OfFolder(path)
            : !File.Exists(path) ? throw new ArgumentException(
                $"Path '{path}' must name a folder, an IDX file or an image; got no such file. Check the path.", nameof(path))
            : IdxFile.IsOne(path) ? IdxImages.Open(path)
            : FileImages.OfFile(path);
        return new(path, source, [.. Enumerable.Range(0, source.Count)]);
    }

    /// <summary>
    /// True where <paramref name="path"/> is what <see cref="Open"/> takes: an existing folder, an IDX file, or a file with the name of an image.
    /// </summary>
    /// <param name="path">Any path.</param>
    public static bool IsOne(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) || (File.Exists(path) && (ImageFormats.OfName(path) != ImageFormat.Unknown || IdxFile.IsOne(path)));
    }

    /// <summary>The name of an image: its path below the folder, with slashes, or its number in the IDX file, from 1.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public string Name(int index) => _source.Name(_chosen[index]);

    /// <summary>
    /// The label of an image: the first folder on its path below the set's folder, empty for none; in an IDX file, the number in the labels file
    /// beside it
    /// (the same name with <c>labels</c> and <c>idx1</c> instead of <c>images</c> and <c>idx3</c>), empty without one.
    /// </summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public string Label(int index) => _source.Label(_chosen[index]);

    /// <summary>The images whose label is <paramref name="label"/>.</summary>
    /// <param name="label">Compared exactly.</param>
    public VaeImageSet WithLabel(string label) => Where(index => Label(index) == label);

    /// <summary>Some of the images, in the same order.</summary>
    /// <param name="isChosen">Asked for every index from 0 to <see cref="Count"/> − 1, in order.</param>
    public VaeImageSet Where(Func<int, bool> isChosen)
    {
        ArgumentNullException.ThrowIfNull(isChosen);
        return new(Path, _source, [.. _chosen.Where((_, index) => isChosen(index))]);
    }

    /// <summary>
    /// The same images, parts of which are not looked at: their pixels are missing (NaN). A mask is stretched over its image; nothing is looked at
    /// where it is darker than half of its lightest: black on white, or 0 among 1. A model that was trained under one mask for all images keeps it
    /// and needs none to score.
    /// </summary>
    /// <param name="path">An image file, the mask of all; or a folder with a mask for each image, under the image's name with any extension.</param>
    /// <exception cref="ArgumentException">There is no such file or folder, or a folder is given for the images of an IDX file.</exception>
    /// <exception cref="InvalidDataException">A mask cannot be read or leaves nothing to look at, or an image has none.</exception>
    public VaeImageSet Masked(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? new(Path, MaskedImages.ByFile(_source, path), _chosen) : throw new ArgumentException(
                $"Path '{path}' must name a mask or a folder of masks; got no such file. Check the path.", nameof(path));
        }

        return _source is IdxImages
            ? throw new ArgumentException($"Masks for the IDX file '{Path}' must be one image file for all; got folder '{path}'.", nameof(path))
            : new(Path, MaskedImages.ByFolder(_source, path, _chosen), _chosen);
    }

    /// <summary>The place of an image among all of the folder or file, from 1, whatever was chosen.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public int Number(int index) => _chosen[index] + 1;

    /// <summary>Width and height of an image in pixels, by its header; null where there is none that can be read.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public (int Width, int Height)? Size(int index) => _source.Size(_chosen[index]);

    /// <summary>
    /// The shape that suits the images: their own size where all have the same, and its sides are 16 to 256 pixels, else a square; one channel where
    /// all are grey.
    /// Looks at the headers of up to 1,000 images and at the pixels of up to 32, evenly spread.
    /// </summary>
    /// <param name="standardSide">
    /// The side of that square, 16 to 320 pixels. Default 64: enough for a defect of a thirtieth of the image, quick to train. To train with what is
    /// there, ask <c>VaeTraining.StandardImageSide</c> of Vae.Training.
    /// </param>
    public VaeImageShape SuggestShape(int standardSide = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(standardSide, VaeImageShape.SmallestSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(standardSide, VaeImageShape.LargestSide);
        return ShapeSurvey.Of(_source, _chosen, standardSide);
    }

    /// <summary>
    /// How the images are looked at in tiles at their own size, where all have the same; one channel where all are grey. Looks at as many as
    /// <see cref="SuggestShape"/>.
    /// </summary>
    /// <param name="tileHeight">Rows of pixels of a tile, 16 to 320.</param>
    /// <param name="tileWidth">Pixels of a row, 16 to 320.</param>
    /// <exception cref="InvalidDataException">The images differ in size: <see cref="VaeTiling.Of"/> takes the one that they are to have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A tile is too large or too small, or there would be too many.</exception>
    public VaeTiling SuggestTiling(int tileHeight, int tileWidth)
    {
        var sizes = ShapeSurvey.Sizes(_source, _chosen).Take(2).ToList();
        return sizes is [var size]
            ? VaeTiling.Of(new(ShapeSurvey.Channels(_source, _chosen), size.Height, size.Width), tileHeight, tileWidth)
            : throw new InvalidDataException($"Images of '{Path}' must be of one size to be cut into tiles as they are; got "
                + (sizes is [var first, var other, ..] ? FormattableString.Invariant(
                    $"{first.Width} x {first.Height} and {other.Width} x {other.Height}. ")
                    + "Say what they are brought to first: --image-size 1600x1200; in code VaeTiling.Of."
                    : "none that can be read."));
    }

    /// <summary>Some of the images, in any order.</summary>
    /// <param name="indexes">From 0 to <see cref="Count"/> − 1.</param>
    internal VaeImageSet At(IEnumerable<int> indexes) => new(Path, _source, [.. indexes.Select(index => _chosen[index])]);

    /// <summary>Reads all images, several at once, a few ahead, in order. An image that cannot be read is handed out with its reason.</summary>
    /// <param name="shape">What the pixels are brought to.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    public IEnumerable<VaeImage> Read(VaeImageShape shape, CancellationToken cancellation = default)
    {
        var reader = new VaeImageReader(shape);
        var most = (int)Math.Clamp(MostBytesAhead / (sizeof(float) * (long)shape.Length), 2, int.MaxValue);
        return OrderedWork.Run(_chosen, index => _source.Read(index, reader), cancellation, most);
    }
}
