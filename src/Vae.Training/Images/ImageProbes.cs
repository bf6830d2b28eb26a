using Vae.MLNet;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Images that an export is verified on: training images themselves, noisy ones, ones with missing pixels, a black, a white and an empty one.
/// </summary>
internal static class ImageProbes
{
    private const int MostImages = 128, FewestImages = 10;

    /// <summary>Values of all probes: the graph's intermediate results take some hundred times as many.</summary>
    private const int Values = 1 << 18;

    /// <summary>Standard deviations of the noise in grey levels, in turn.</summary>
    private static readonly float[] Noise = [0, 3, 30];

    /// <summary>[probes, pixels], on the device of the images.</summary>
    public static Tensor From(PixelRows pixels, VaeImageShape shape, Generator generator)
    {
        using var scope = NewDisposeScope();
        var count = Math.Clamp(Values / shape.Length, FewestImages, MostImages);
        var picked = randint(pixels.Count, [count], generator: generator, dtype: int64);
        var noise = tensor(Noise).index_select(0, arange(count) % Noise.Length).unsqueeze(1) * randn([count, shape.Length], generator: generator);
        var images = pixels.Of(picked);
        var probes = images.cpu() + noise;
        var gaps = rand([count, shape.Length], generator: generator) < ((arange(count) % 5) == 4).to(float32).unsqueeze(1) * 0.3;
        probes = probes.masked_fill(gaps, float.NaN);
        probes[count - 3] = 255;
        probes[count - 2] = 0;
        probes[count - 1] = float.NaN;
        return probes.to(images.device).MoveToOuterDisposeScope();
    }
}
