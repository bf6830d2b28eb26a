namespace Vae.MLNet;

/// <summary>A box around a part of an image that is odd, in pixels of the model's shape.</summary>
/// <param name="Left">Pixels to the left of it.</param>
/// <param name="Top">Pixels above it.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Heat">The largest heat in it, in units of normal variation.</param>
public sealed record VaeHotRegion(int Left, int Top, int Width, int Height, float Heat)
{
    private const float LeastHeat = 2;

    /// <summary>Which ninth of the image its middle is in, such as <c>upper left</c> or <c>centre</c>.</summary>
    /// <param name="shape">The model's shape.</param>
    public string PartOf(VaeImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return (Third(Top, Height, shape.Height), Third(Left, Width, shape.Width)) switch
        {
            (1, 1) => "centre",
            (1, 0) => "left",
            (1, 2) => "right",
            (0, 1) => "top",
            (2, 1) => "bottom",
            (var vertical, var horizontal) => $"{(vertical == 0 ? "upper" : "lower")} {(horizontal == 0 ? "left" : "right")}",
        };
    }

    /// <summary>In words, such as <c>the upper left (x 3 to 8, y 5 to 9 of 28 x 28): 14 times normal variation</c>; pixels count from 0.</summary>
    /// <param name="shape">The model's shape.</param>
    public string Describe(VaeImageShape shape) => FormattableString.Invariant(
        $"the {PartOf(shape)} (x {Left} to {Left + Width - 1}, y {Top} to {Top + Height - 1} of {shape.Width} x {shape.Height}): ")
        + FormattableString.Invariant($"{Heat:0.#} times normal variation");

    /// <summary>
    /// The hottest parts of a heatmap, the hottest first. A part is made of pixels that touch each other and are at least half as hot as the hottest
    /// of the image, in the logarithm: √heat where 1 is normal. Nothing under twice normal variation counts.
    /// </summary>
    /// <param name="heatmap">Of <see cref="VaeModel.Heatmap"/>: [height, width].</param>
    /// <param name="shape">The model's shape.</param>
    /// <param name="most">Most boxes, at least 1.</param>
    /// <exception cref="ArgumentException">The heatmap has not the shape's size.</exception>
    public static IReadOnlyList<VaeHotRegion> Find(ReadOnlySpan<float> heatmap, VaeImageShape shape, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (heatmap.Length != shape.Height * shape.Width)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Array '{nameof(heatmap)}' must hold {shape.Height * shape.Width} values, as the shape says; got {heatmap.Length}. Pass one image."),
                nameof(heatmap));
        }

        var hottest = 0f;
        foreach (var heat in heatmap)
        {
            hottest = MathF.Max(hottest, heat);
        }

        var least = MathF.Max(LeastHeat, MathF.Sqrt(hottest));
        var left = new bool[heatmap.Length];
        for (var pixel = 0; pixel < left.Length; pixel++)
        {
            left[pixel] = heatmap[pixel] >= least;
        }

        var regions = new List<VaeHotRegion>();
        for (var pixel = 0; pixel < left.Length; pixel++)
        {
            if (left[pixel])
            {
                regions.Add(Grow(left, pixel, heatmap, shape.Width));
            }
        }

        return [.. regions.OrderByDescending(region => region.Heat).Take(most)];
    }

    /// <summary>The box around all that is joined to a pixel; its pixels are taken out of <paramref name="left"/>.</summary>
    private static VaeHotRegion Grow(bool[] left, int start, ReadOnlySpan<float> heatmap, int width)
    {
        var (pixels, heat) = (new Stack<int>([start]), 0f);
        var (fromX, toX, fromY, toY) = (width, 0, int.MaxValue, 0);
        left[start] = false;
        while (pixels.TryPop(out var pixel))
        {
            var (x, y) = (pixel % width, pixel / width);
            (fromX, toX, fromY, toY) = (Math.Min(fromX, x), Math.Max(toX, x), Math.Min(fromY, y), Math.Max(toY, y));
            heat = MathF.Max(heat, heatmap[pixel]);
            for (var nearY = y - 1; nearY <= y + 1; nearY++)
            {
                for (var nearX = Math.Max(0, x - 1); nearX <= Math.Min(width - 1, x + 1); nearX++)
                {
                    var near = (nearY * width) + nearX;
                    if (near >= 0 && near < left.Length && left[near])
                    {
                        left[near] = false;
                        pixels.Push(near);
                    }
                }
            }
        }

        return new(fromX, fromY, toX - fromX + 1, toY - fromY + 1, heat);
    }

    private static int Third(int from, int length, int size) => 3 * (from + (length / 2)) / size;
}
