using Vae.MLNet;

namespace Vae.Quality.Images;

/// <summary>Spoils images at a known place: a blot, a scratch or a missing block, in turn. What differs by ten grey levels or more counts as spoilt.</summary>
internal sealed class SyntheticDefect(VaeImageShape shape, Random random)
{
    private const float Visible = 10;

    private const int Attempts = 50;

    /// <summary>The names of the kinds, in turn.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["blot", "scratch", "block"];

    /// <summary>The spoilt image and the pixels that changed [height · width]; of several draws the first whose change can be seen.</summary>
    public (float[] Image, bool[] Changed) Spoil(float[] image, int kind)
    {
        for (var attempt = 1; ; attempt++)
        {
            var cover = Kinds[kind] switch { "blot" => Blot(), "scratch" => Scratch(), _ => Block() };
            var spoilt = Painted(image, cover, missing: Kinds[kind] == "block");
            var changed = Changed(image, spoilt);
            if (changed.Count(pixel => pixel) >= Math.Max(4, 0.15 * cover.Count(share => share > 0.25)) || attempt == Attempts)
            {
                return (spoilt, changed);
            }
        }
    }

    private int Side => Math.Min(shape.Height, shape.Width);

    private double Uniform(double low, double high) => low + ((high - low) * random.NextDouble());

    private float[] Cover(Func<double, double, double> share) =>
        [.. Enumerable.Range(0, shape.Height * shape.Width).Select(i => (float)Math.Clamp(share(i % shape.Width, i / shape.Width), 0, 1))];

    private float[] Blot()
    {
        var radius = Side * Uniform(0.06, 0.13);
        var (x0, y0, stretch, angle) = (Uniform(radius, shape.Width - radius), Uniform(radius, shape.Height - radius), Uniform(0.6, 1.6), Uniform(0, Math.PI));
        return Cover((x, y) => Turned(x - x0, y - y0, angle) is var (u, v) ? 1.5 - (Math.Sqrt((u / stretch * (u / stretch)) + (v * stretch * v * stretch)) / radius) : 0);
    }

    private float[] Scratch()
    {
        var (length, width) = (Side * Uniform(0.3, 0.6), Math.Max(0.6, Side * Uniform(0.012, 0.022)));
        var (x0, y0, angle) = (Uniform(0.2, 0.8) * shape.Width, Uniform(0.2, 0.8) * shape.Height, Uniform(0, Math.PI));
        return Cover((x, y) => Turned(x - x0, y - y0, angle) is var (u, v) && Math.Abs(u) < length / 2 ? width + 0.5 - Math.Abs(v) : 0);
    }

    private float[] Block()
    {
        var side = Math.Max(3, (int)(Side * Uniform(0.18, 0.3)));
        var (x0, y0) = (random.Next(shape.Width - side + 1), random.Next(shape.Height - side + 1));
        return Cover((x, y) => x >= x0 && x < x0 + side && y >= y0 && y < y0 + side ? 1 : 0);
    }

    /// <summary>A missing block has the image's median, anything else a grey value far from that of its surroundings.</summary>
    private float[] Painted(float[] image, float[] cover, bool missing)
    {
        var pixels = shape.Height * shape.Width;
        var covered = Enumerable.Range(0, image.Length).Where(i => cover[i % pixels] > 0.5f).Select(i => image[i]).DefaultIfEmpty(128).Average();
        var medians = Enumerable.Range(0, shape.Channels).Select(channel => Median(image.AsSpan(channel * pixels, pixels))).ToArray();
        var far = covered + ((covered < 128 ? 1 : -1) * (float)Uniform(60, 125));
        return [.. image.Select((value, i) => MathF.Round(Math.Clamp(value + (cover[i % pixels] * ((missing ? medians[i / pixels] : far) - value)), 0, 255)))];
    }

    private bool[] Changed(float[] image, float[] spoilt)
    {
        var pixels = shape.Height * shape.Width;
        return [.. Enumerable.Range(0, pixels).Select(pixel => Enumerable.Range(0, shape.Channels).Any(channel => Math.Abs(image[(channel * pixels) + pixel] - spoilt[(channel * pixels) + pixel]) >= Visible))];
    }

    private static (double U, double V) Turned(double x, double y, double angle) =>
        ((x * Math.Cos(angle)) + (y * Math.Sin(angle)), (y * Math.Cos(angle)) - (x * Math.Sin(angle)));

    private static float Median(ReadOnlySpan<float> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
