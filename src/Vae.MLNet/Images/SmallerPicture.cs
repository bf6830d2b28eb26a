namespace Vae.MLNet.Images;

/// <summary>
/// Scored photographs made smaller for pictures: squares of pixels become one, with their mean and with the largest of their heat, so that a small
/// hot place stays where it is.
/// </summary>
internal static class SmallerPicture
{
    /// <summary>The longest side of a picture that is looked at by itself.</summary>
    public const int LongestSide = 2_048;

    /// <summary>The longest side of one among others.</summary>
    public const int LongestSideAmongOthers = 640;

    /// <summary>The same with sides of at most so many pixels, or as it is where it has.</summary>
    public static VaeScoredImage Of(VaeScoredImage image, int longest)
    {
        var (shape, side) = (image.Shape, Math.Max(image.Shape.Height, image.Shape.Width));
        if (side <= longest)
        {
            return image;
        }

        var square = (side + longest - 1) / longest;
        var smaller = shape with { Height = (shape.Height + square - 1) / square, Width = (shape.Width + square - 1) / square };
        var pixels = Reduced(image.Pixels, shape, shape.Channels, square, isHeat: false);
        return image with { Shape = smaller, Pixels = pixels, Heatmap = Reduced(image.Heatmap, shape, planes: 1, square, isHeat: true) };
    }

    private static float[] Reduced(float[] values, VaeImageShape shape, int planes, int square, bool isHeat)
    {
        var (height, width) = ((shape.Height + square - 1) / square, (shape.Width + square - 1) / square);
        var reduced = new float[planes * height * width];
        for (var place = 0; place < reduced.Length; place++)
        {
            var (line, column) = Math.DivRem(place, width);
            var (plane, row) = Math.DivRem(line, height);
            var (sum, count, most) = (0f, 0, 0f);
            for (var y = row * square; y < Math.Min(shape.Height, (row + 1) * square); y++)
            {
                var from = (((plane * shape.Height) + y) * shape.Width) + (column * square);
                foreach (var value in values.AsSpan(from, Math.Min(square, shape.Width - (column * square))))
                {
                    (sum, count, most) = float.IsNaN(value) ? (sum, count, most) : (sum + value, count + 1, MathF.Max(most, value));
                }
            }

            reduced[place] = isHeat ? most : count == 0 ? float.NaN : sum / count;
        }

        return reduced;
    }
}
