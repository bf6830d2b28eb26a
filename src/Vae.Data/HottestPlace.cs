namespace Vae.Data;

/// <summary>Where an image is oddest: the middle of the 3 x 3 pixels whose heat is largest in the mean.</summary>
/// <param name="X">The pixel's place from the left, from 0, in the model's size.</param>
/// <param name="Y">Its place from the top, from 0.</param>
/// <param name="Heat">The mean heat there, in units of normal variation: 1 is as odd as normal images are there.</param>
/// <param name="Width">The image's width in pixels, as the model sees it.</param>
/// <param name="Height">Its height.</param>
public sealed record HottestPlace(int X, int Y, float Heat, int Width, int Height)
{
    /// <summary>Which ninth of the image it is in, such as <c>upper left</c> or <c>centre</c>.</summary>
    public string Part => (Third(Y, Height), Third(X, Width)) switch
    {
        (1, 1) => "centre",
        (1, 0) => "left",
        (1, 2) => "right",
        (0, 1) => "top",
        (2, 1) => "bottom",
        (var vertical, var horizontal) => $"{(vertical == 0 ? "upper" : "lower")} {(horizontal == 0 ? "left" : "right")}",
    };

    /// <summary>In words, such as <c>oddest at the upper left (x 5, y 8 of 28 x 28): 14 times normal variation</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"oddest at the {Part} (x {X}, y {Y} of {Width} x {Height}): {Heat:0.#} times normal variation");

    /// <summary>The hottest place of a heatmap [height, width].</summary>
    internal static HottestPlace Of(ReadOnlySpan<float> heatmap, int width, int height)
    {
        var best = new HottestPlace(0, 0, float.NegativeInfinity, width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var heat = Mean(heatmap, x, y, width, height);
                best = heat > best.Heat ? best with { X = x, Y = y, Heat = heat } : best;
            }
        }

        return best;
    }

    private static float Mean(ReadOnlySpan<float> heatmap, int x, int y, int width, int height)
    {
        var (sum, count) = (0f, 0);
        for (var row = Math.Max(y - 1, 0); row <= Math.Min(y + 1, height - 1); row++)
        {
            for (var column = Math.Max(x - 1, 0); column <= Math.Min(x + 1, width - 1); column++)
            {
                (sum, count) = (sum + heatmap[(row * width) + column], count + 1);
            }
        }

        return sum / count;
    }

    private static int Third(int place, int size) => 3 * place / size;
}
