namespace Vae.MLNet.Images;

/// <summary>Formats by the first bytes of a file. The ones from <see cref="Tiff"/> on are known and not read.</summary>
internal enum ImageFormat
{
    Unknown,
    Png,
    Jpeg,
    Bmp,
    Gif,
    WebP,
    Tiff,
    Heif,
    JpegXl,
    Jpeg2000,
    Icon,
    Photoshop,
}

internal static class ImageFormats
{
    /// <summary>File-name extensions of images; other files of a folder are not looked at.</summary>
    private static readonly Dictionary<string, ImageFormat> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = ImageFormat.Png,
        [".jpg"] = ImageFormat.Jpeg,
        [".jpeg"] = ImageFormat.Jpeg,
        [".bmp"] = ImageFormat.Bmp,
        [".gif"] = ImageFormat.Gif,
        [".webp"] = ImageFormat.WebP,
        [".tif"] = ImageFormat.Tiff,
        [".tiff"] = ImageFormat.Tiff,
        [".heic"] = ImageFormat.Heif,
        [".heif"] = ImageFormat.Heif,
        [".avif"] = ImageFormat.Heif,
        [".jxl"] = ImageFormat.JpegXl,
        [".jp2"] = ImageFormat.Jpeg2000,
    };

    /// <summary>The format that a file name promises, or <see cref="ImageFormat.Unknown"/>.</summary>
    public static ImageFormat OfName(string name) => Extensions.GetValueOrDefault(Path.GetExtension(name));

    /// <summary>The format that the content shows.</summary>
    public static ImageFormat OfContent(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.Png,
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => ImageFormat.Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => ImageFormat.Bmp,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => ImageFormat.Tiff,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => ImageFormat.Heif,
        [0xFF, 0x0A, ..] or [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', ..] => ImageFormat.JpegXl,
        [0, 0, 0, 12, (byte)'j', (byte)'P', ..] => ImageFormat.Jpeg2000,
        [0, 0, 1, 0, ..] => ImageFormat.Icon,
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => ImageFormat.Photoshop,
        _ => ImageFormat.Unknown,
    };

    public static bool IsRead(this ImageFormat format) => format is > ImageFormat.Unknown and < ImageFormat.Tiff;

    public static string Name(this ImageFormat format) => format switch
    {
        ImageFormat.WebP => "WebP",
        ImageFormat.JpegXl => "JPEG XL",
        ImageFormat.Jpeg2000 => "JPEG 2000",
        ImageFormat.Icon => "Windows icon",
        ImageFormat.Photoshop => "Photoshop",
        _ => format.ToString().ToUpperInvariant(),
    };
}
