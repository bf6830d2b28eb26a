namespace Vae.MLNet.Images;

/// <summary>
/// Brings whole images to one shape: grey where the shape has one channel, then resized along both sides, the aspect not kept. Plain
/// arithmetic in a fixed order: the same bytes give the same values on every machine.
/// </summary>
internal static class ImageResampling
{
    /// <summary>Writes the values 0 to 255 of an image: [channels, height, width].</summary>
    public static void Fill(PixelGrid source, VaeImageShape shape, Span<float> pixels)
    {
        var (columns, rows) = (new ResamplingAxis(source.Width, shape.Width), new ResamplingAxis(source.Height, shape.Height));
        var line = new float[shape.Channels * source.Width]; // [channels, old width]
        var narrow = new float[shape.Channels * shape.Width]; // [channels, width]
        pixels.Clear();
        var lowest = 0;
        for (var row = 0; row < source.Height; row++)
        {
            source.Row(row, shape.Channels, line);
            Narrow(line, source.Width, columns, narrow);
            while (lowest < rows.Length && rows.First(lowest) + rows.Weights(lowest).Length <= row)
            {
                lowest++;
            }

            for (var index = lowest; index < rows.Length && rows.First(index) <= row; index++)
            {
                Add(narrow, rows.Weights(index)[row - rows.First(index)], shape, index, pixels);
            }
        }
    }

    private static void Narrow(ReadOnlySpan<float> line, int width, ResamplingAxis columns, Span<float> narrow)
    {
        for (var place = 0; place < narrow.Length; place++)
        {
            var (channel, column) = Math.DivRem(place, columns.Length);
            var sum = 0f;
            var first = (channel * width) + columns.First(column);
            foreach (var weight in columns.Weights(column))
            {
                sum += weight * line[first++];
            }

            narrow[place] = sum;
        }
    }

    private static void Add(ReadOnlySpan<float> narrow, float weight, VaeImageShape shape, int row, Span<float> pixels)
    {
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var from = narrow.Slice(channel * shape.Width, shape.Width);
            var to = pixels.Slice(((channel * shape.Height) + row) * shape.Width, shape.Width);
            for (var column = 0; column < to.Length; column++)
            {
                to[column] += weight * from[column];
            }
        }
    }
}
