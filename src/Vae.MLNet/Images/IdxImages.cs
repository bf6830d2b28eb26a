using System.Globalization;

namespace Vae.MLNet.Images;

/// <summary>The grey images of an IDX file, and their labels where a labels file lies beside it.</summary>
internal sealed class IdxImages : IImageSource
{
    private readonly IdxFile _images;
    private readonly IdxFile? _labels;

    private IdxImages(IdxFile images, IdxFile? labels) => (_images, _labels) = (images, labels);

    public int Count => _images.Sizes[0];

    private int Height => _images.Sizes[1];

    private int Width => _images.Sizes[2];

    public static IdxImages Open(string path)
    {
        var images = IdxFile.Read(path, axes: 3);
        var beside = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(path))!,
            Path.GetFileName(path).Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal));
        var labels = Path.GetFileName(beside) != Path.GetFileName(path) && File.Exists(beside) ? IdxFile.Read(beside, axes: 1) : null;
        return labels is null || labels.Sizes[0] == images.Sizes[0]
            ? new(images, labels)
            : throw new InvalidDataException(FormattableString.Invariant(
                $"Labels file '{beside}' must have {images.Sizes[0]} labels, one per image of '{path}'; got {labels.Sizes[0]}. ")
                + "Put the right file beside the images.");
    }

    public string Name(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    public string Label(int index) => _labels is null ? "" : _labels.Content[index].ToString(CultureInfo.InvariantCulture);

    public VaeImage Read(int index, VaeImageReader reader)
    {
        var pixels = new float[reader.Shape.Length];
        ImageResampling.Fill(PixelGrid.Grey(_images.Content.AsSpan(index * Height * Width, Height * Width), Width, Height), reader.Shape, pixels);
        return VaeImage.Read(FormattableString.Invariant($"{_images.Path}#{index + 1}"), pixels, []);
    }

    public (int Width, int Height)? Size(int index) => (Width, Height);

    public bool IsGrey(int index) => true;
}
