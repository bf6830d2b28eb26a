using System.Runtime.InteropServices;
using SkiaSharp;

namespace Vae.MLNet.Images;

/// <summary>An image file in memory, taken apart as far as its header; decoding is a second step, so that size decides first.</summary>
internal sealed class ImageDecoder : IDisposable
{
    /// <summary>Images with more pixels are decoded one at a time, whatever the number of threads.</summary>
    private const long LargePixels = 1 << 24;

    private static readonly Lock Large = new();

    private readonly SKCodec _codec;

    private ImageDecoder(SKCodec codec) => _codec = codec;

    public int Width => _codec.Info.Width;

    public int Height => _codec.Info.Height;

    /// <summary>Frames of an animation; 0 or 1 for a still image.</summary>
    public int Frames => _codec.FrameCount;

    public bool HasAlpha => _codec.Info.AlphaType != SKAlphaType.Opaque;

    public bool IsStoredAsGrey => _codec.Info.ColorType == SKColorType.Gray8;

    /// <summary>True where a viewer would turn or mirror the stored pixels.</summary>
    public bool IsTurned => _codec.EncodedOrigin != SKEncodedOrigin.TopLeft;

    public bool HasOtherColourSpace => _codec.Info.ColorSpace is { IsSrgb: false };

    /// <summary>Reads the header; null with the reason where that cannot be done.</summary>
    public static ImageDecoder? Open(byte[] bytes, out SKCodecResult result) =>
        SKCodec.Create(new SKMemoryStream(bytes), out result) is { } codec ? new ImageDecoder(codec) : null;

    /// <summary>Decodes all pixels and hands them to <paramref name="use"/>; nothing is handed over where a pixel is missing.</summary>
    public SKCodecResult Decode(PixelUse use)
    {
        if ((long)Width * Height <= LargePixels)
        {
            return DecodeNow(use);
        }

        lock (Large)
        {
            return DecodeNow(use);
        }
    }

    public void Dispose() => _codec.Dispose();

    private unsafe SKCodecResult DecodeNow(PixelUse use)
    {
        // Premultiplied is "over black", which is also what ML.NET's images hold. Without a colour space the stored values stay.
        var info = new SKImageInfo(Width, Height, SKColorType.Rgba8888, HasAlpha ? SKAlphaType.Premul : SKAlphaType.Opaque);
        var memory = NativeMemory.Alloc((nuint)info.BytesSize64);
        try
        {
            var result = _codec.GetPixels(info, (nint)memory);
            if (result == SKCodecResult.Success)
            {
                use(PixelGrid.Rgba(new ReadOnlySpan<byte>(memory, info.BytesSize), Width, Height));
            }

            return result;
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }

    /// <summary>Takes decoded pixels, which are gone afterwards.</summary>
    public delegate void PixelUse(PixelGrid pixels);
}
