using Vae.MLNet;

namespace Vae.Benchmarks.Models;

/// <summary>Pictures with waves and grain, as alike as photographs of one product: what is seen on them does not matter for speed.</summary>
internal static class MadeUpPhotographs
{
    /// <summary>[images, channels, height, width], 0 to 255.</summary>
    public static float[] Of(int images, VaeImageShape shape, int seed)
    {
        var (random, pixels) = (new Random(seed), new float[images * shape.Length]);
        for (var image = 0; image < images; image++)
        {
            var (across, down) = (random.NextDouble(), random.NextDouble());
            for (var i = 0; i < shape.Length; i++)
            {
                var (x, y) = (i % shape.Width, i / shape.Width % shape.Height);
                var wave = (40 * Math.Sin((x / 23.0) + across)) + (30 * Math.Cos((y / 31.0) + down));
                pixels[(image * shape.Length) + i] = (float)Math.Clamp(Math.Round(128 + wave + (12 * (random.NextDouble() - 0.5))), 0, 255);
            }
        }

        return pixels;
    }
}
