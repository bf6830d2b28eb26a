namespace Vae.MLNet.Images;

/// <summary>What the segments of a file say, which the decoder does not tell: whether the end is there, and what decoding would lose.</summary>
/// <param name="IsComplete">The file has its end mark.</param>
/// <param name="Bits">Bits of a value.</param>
/// <param name="HasPalette">Pixels are places in a table of colours.</param>
/// <param name="IsCmyk">Colours are printing inks.</param>
/// <param name="Frames">Images in the file.</param>
internal sealed record ImageStructure(bool IsComplete, int Bits = 8, bool HasPalette = false, bool IsCmyk = false, long Frames = 1)
{
    /// <summary>Reads the segments of a PNG or JPEG; other formats have nothing that the decoder does not tell.</summary>
    public static ImageStructure Of(ImageFormat format, ReadOnlySpan<byte> bytes) => format switch
    {
        ImageFormat.Png => PngChunks.Read(bytes),
        ImageFormat.Jpeg => JpegSegments.Read(bytes),
        _ => new(IsComplete: true),
    };
}
