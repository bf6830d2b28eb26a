using Microsoft.ML.Data;
using SkiaSharp;
using Vae.MLNet.Images;

namespace Vae.MLNet;

/// <summary>
/// Reads images of any size as the rows of a model: PNG, JPEG, BMP, and still GIF and WebP. The whole image is resized (bilinear with antialiasing,
/// aspect not kept);
/// one channel is grey by ITU-R BT.601, three are red, green, blue; transparent parts lie over black. Colour profiles and orientation marks
/// are not applied, as in ML.NET's <c>LoadImages</c>. Nothing an image holds makes the reader throw: see <see cref="VaeImage.Status"/>. Thread-safe.
/// </summary>
public sealed class VaeImageReader
{
    /// <summary>Most pixels of an image, by its header: 10,000 x 10,000.</summary>
    public const long MaxPixels = VaeImageShape.MostPixels;

    /// <summary>Most bytes of an image file: 256 MiB.</summary>
    public const long MaxBytes = 1 << 28;

    /// <summary>A reader for one shape.</summary>
    /// <param name="shape">
    /// What the pixels are brought to; <see cref="VaeModelInfo.ImageShape"/> for a trained model, <see cref="VaeTiling.Photograph"/> before training
    /// on tiles.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The shape has other than 1 or 3 channels, or too few or too many pixels.</exception>
    public VaeImageReader(VaeImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        shape.ValidatePhotograph(nameof(shape));
        Shape = shape;
    }

    /// <summary>The shape of every image that is read.</summary>
    public VaeImageShape Shape { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    public VaeImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = File.OpenRead(path);
            return stream.CanSeek && stream.Length > MaxBytes ? TooManyBytes(path) : Read(stream, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return VaeImage.Refused(path, VaeImageStatus.Inaccessible, exception.Message);
        }
    }

    /// <summary>Reads a stream to its end, which may be the end of a file, an upload or a column.</summary>
    /// <param name="stream">The encoded image; stays the caller's to dispose.</param>
    /// <param name="source">A name for messages.</param>
    /// <exception cref="IOException">The stream fails.</exception>
    public VaeImage Read(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = new MemoryStream();
        var block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > MaxBytes)
            {
                return TooManyBytes(source);
            }
        }

        return Read(bytes.ToArray(), source);
    }

    /// <summary>Reads an encoded image in memory.</summary>
    /// <param name="bytes">The content of an image file.</param>
    /// <param name="source">A name for messages.</param>
    public VaeImage Read(byte[] bytes, string source)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(source);
        if (bytes.Length == 0)
        {
            return VaeImage.Refused(source, VaeImageStatus.Empty, "the file has no bytes");
        }

        var format = ImageFormats.OfContent(bytes);
        if (!format.IsRead())
        {
            return format == ImageFormat.Unknown
                ? VaeImage.Refused(source, VaeImageStatus.NotAnImage, "the content is no image")
                : VaeImage.Refused(source, VaeImageStatus.Unsupported, $"{format.Name()} is not read; save it as PNG");
        }

        var structure = ImageStructure.Of(format, bytes);
        return Refusal(source, structure) ?? Decode(source, bytes, format, structure);
    }

    /// <summary>Converts a decoded image, as the files of a folder are converted.</summary>
    /// <param name="image">The image; stays the caller's to dispose.</param>
    /// <returns>Values 0 to 255: [channels, height, width].</returns>
    public float[] Read(MLImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var pixels = new float[Shape.Length];
        Fill(image, Shape, pixels);
        return pixels;
    }

    internal static void Fill(MLImage image, VaeImageShape shape, Span<float> pixels) => ImageResampling.Fill(
        image.PixelFormat == MLPixelFormat.Rgba32
            ? PixelGrid.Rgba(image.Pixels, image.Width, image.Height)
            : PixelGrid.Bgra(image.Pixels, image.Width, image.Height),
        shape,
        pixels);

    private static VaeImage? Refusal(string source, ImageStructure structure) => structure switch
    {
        { IsComplete: false } => VaeImage.Refused(source, VaeImageStatus.Truncated, "the end of the file is missing"),
        { Frames: > 1 } => Animation(source, structure.Frames),
        { Bits: 12 } => VaeImage.Refused(source, VaeImageStatus.Unsupported, "12-bit JPEG is not read; save it as PNG"),
        _ => null,
    };

    private VaeImage Decode(string source, byte[] bytes, ImageFormat format, ImageStructure structure)
    {
        using var decoder = ImageDecoder.Open(bytes, out var result);
        if (decoder is null)
        {
            return Failed(source, result);
        }

        if ((long)decoder.Width * decoder.Height > MaxPixels)
        {
            return VaeImage.Refused(source, VaeImageStatus.TooLarge, FormattableString.Invariant(
                $"{decoder.Width} x {decoder.Height} pixels are more than {MaxPixels / 1_000_000} million"));
        }

        if (decoder.Frames > 1)
        {
            return Animation(source, decoder.Frames);
        }

        var pixels = new float[Shape.Length];
        result = decoder.Decode(grid => ImageResampling.Fill(grid, Shape, pixels));
        return result == SKCodecResult.Success ? VaeImage.Read(source, pixels, Remarks(source, format, structure, decoder)) : Failed(source, result);
    }

    private static List<string> Remarks(string source, ImageFormat format, ImageStructure structure, ImageDecoder decoder)
    {
        var promised = ImageFormats.OfName(source);
        List<string> remarks = [];
        AddIf(promised != ImageFormat.Unknown && promised != format, $"named {promised.Name()}, read as {format.Name()}");
        AddIf(structure.Bits > 8, FormattableString.Invariant($"{structure.Bits} bits reduced to 8"));
        AddIf(structure.HasPalette, "palette expanded");
        AddIf(structure.IsCmyk, "CMYK converted without its profile");
        AddIf(decoder.HasAlpha, "transparency laid over black");
        AddIf(decoder.HasOtherColourSpace && !structure.IsCmyk, "colour profile not applied");
        AddIf(decoder.IsTurned, "orientation mark not applied");
        return remarks;

        void AddIf(bool holds, string remark)
        {
            if (holds)
            {
                remarks.Add(remark);
            }
        }
    }

    private static VaeImage Failed(string source, SKCodecResult result) => result == SKCodecResult.IncompleteInput
        ? VaeImage.Refused(source, VaeImageStatus.Truncated, "the data end before the image does")
        : VaeImage.Refused(source, VaeImageStatus.Damaged, $"the content cannot be decoded ({result})");

    private static VaeImage Animation(string source, long frames) =>
        VaeImage.Refused(
            source,
            VaeImageStatus.Unsupported,
            FormattableString.Invariant($"an animation of {frames} frames is not one image; extract the frames"));

    private static VaeImage TooManyBytes(string source) =>
        VaeImage.Refused(source, VaeImageStatus.TooLarge, FormattableString.Invariant($"the file has more than {MaxBytes >> 20} MiB"));
}
