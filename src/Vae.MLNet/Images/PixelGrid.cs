namespace Vae.MLNet.Images;

/// <summary>Decoded pixels in memory: where each colour of a pixel lies among its bytes. Grey images have one byte for all three.</summary>
internal readonly ref struct PixelGrid(ReadOnlySpan<byte> bytes, int width, int height, int rowBytes, int pixelBytes, int red, int green, int blue)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public static PixelGrid Grey(ReadOnlySpan<byte> bytes, int width, int height) => new(bytes, width, height, width, 1, 0, 0, 0);

    public static PixelGrid Rgba(ReadOnlySpan<byte> bytes, int width, int height) => new(bytes, width, height, 4 * width, 4, 0, 1, 2);

    public static PixelGrid Bgra(ReadOnlySpan<byte> bytes, int width, int height) => new(bytes, width, height, 4 * width, 4, 2, 1, 0);

    /// <summary>One row as values 0 to 255, one channel after the other: [channels, width].</summary>
    public void Row(int row, int channels, Span<float> values)
    {
        var source = _bytes.Slice(row * rowBytes, rowBytes);
        for (var column = 0; column < Width; column++)
        {
            var pixel = source.Slice(column * pixelBytes, pixelBytes);
            if (channels == 1)
            {
                values[column] = Luma(pixel[red], pixel[green], pixel[blue]);
                continue;
            }

            values[column] = pixel[red];
            values[Width + column] = pixel[green];
            values[(2 * Width) + column] = pixel[blue];
        }
    }

    /// <summary>True where every pixel has three equal colours.</summary>
    public bool IsGrey()
    {
        for (var row = 0; row < Height; row++)
        {
            var source = _bytes.Slice(row * rowBytes, rowBytes);
            for (var place = 0; place < source.Length; place += pixelBytes)
            {
                if (source[place + red] != source[place + green] || source[place + green] != source[place + blue])
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue, in 65536ths so that grey stays exactly what it is.</summary>
    private static float Luma(int red, int green, int blue) => ((19595 * red) + (38470 * green) + (7471 * blue)) / 65536f;
}
