namespace Vae.MLNet.Images;

/// <summary>Makes 8-bit pictures of a model's pixels and heat, in the model's size: bytes blue, green, red, opacity, row by row.</summary>
internal static class HeatmapPixels
{
    public const int BytesPerPixel = 4;

    /// <summary>The image as the model saw it. A missing value is black.</summary>
    public static byte[] OfImage(ReadOnlySpan<float> pixels, VaeImageShape shape)
    {
        var area = shape.Height * shape.Width;
        var picture = new byte[BytesPerPixel * area];
        for (var place = 0; place < area; place++)
        {
            var (green, blue) = shape.Channels == 1 ? (place, place) : (area + place, (2 * area) + place);
            picture[BytesPerPixel * place] = ToByte(pixels[blue]);
            picture[(BytesPerPixel * place) + 1] = ToByte(pixels[green]);
            picture[(BytesPerPixel * place) + 2] = ToByte(pixels[place]);
            picture[(BytesPerPixel * place) + 3] = byte.MaxValue;
        }

        return picture;
    }

    /// <summary>The image under its heat.</summary>
    public static byte[] OfHeat(ReadOnlySpan<float> pixels, VaeImageShape shape, ReadOnlySpan<float> heatmap)
    {
        var picture = OfImage(pixels, shape);
        for (var index = 0; index < heatmap.Length; index++)
        {
            var place = HeatmapScale.Place(heatmap[index]);
            var (colour, opacity) = (ColourMap.At(place), HeatmapScale.Opacity(place));
            var pixel = picture.AsSpan(BytesPerPixel * index, 3);
            pixel[0] = Mix(pixel[0], colour.Blue, opacity);
            pixel[1] = Mix(pixel[1], colour.Green, opacity);
            pixel[2] = Mix(pixel[2], colour.Red, opacity);
        }

        return picture;
    }

    private static byte Mix(byte below, byte above, float opacity) => ToByte((below * (1 - opacity)) + (above * opacity));

    private static byte ToByte(float value) => float.IsNaN(value) ? (byte)0 : (byte)Math.Clamp(MathF.Round(value), 0, byte.MaxValue);
}
