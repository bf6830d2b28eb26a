using Vae.MLNet;

namespace Vae.Training.Images;

/// <summary>
/// The sizes of a convolutional network, chosen from those of the images: halved as often as it takes to bring the smaller side to eight or less,
/// with twice the channels each time. Images with a side above 64 are averaged over squares first, which a network for local structure does not miss.
/// </summary>
internal sealed record ImageNetwork
{
    /// <summary>The longest side that the network sees in full.</summary>
    private const int LongestSide = 64;

    /// <summary>The shorter side at the bottom is at most this.</summary>
    private const int BottomSide = 8;

    private const int BottomChannels = 32, FewestChannels = 8;

    public ImageNetwork(VaeImageShape shape)
    {
        Shape = shape;
        Pool = Divide(Math.Max(shape.Height, shape.Width), LongestSide);
        (Height, Width) = (Divide(shape.Height, Pool), Divide(shape.Width, Pool));
        var stages = 1;
        while (Math.Min(Divide(Height, 1 << stages), Divide(Width, 1 << stages)) > BottomSide)
        {
            stages++;
        }

        Channels = [.. Enumerable.Range(0, stages).Select(stage => Math.Max(FewestChannels, BottomChannels >> (stages - 1 - stage)))];
        (BottomHeight, BottomWidth) = (Divide(Height, 1 << stages), Divide(Width, 1 << stages));
    }

    /// <summary>The size of the images.</summary>
    public VaeImageShape Shape { get; }

    /// <summary>Side of the squares whose mean is one pixel of the network, 1 for small images.</summary>
    public int Pool { get; }

    /// <summary>Height of what the network sees.</summary>
    public int Height { get; }

    /// <summary>Width of what the network sees.</summary>
    public int Width { get; }

    /// <summary>Values of what the network sees: its inputs.</summary>
    public int Length => Shape.Channels * Height * Width;

    /// <summary>Channels of each stage of the encoder, from the image down; each halves the sides.</summary>
    public IReadOnlyList<int> Channels { get; }

    /// <summary>Sides at the bottom.</summary>
    public int BottomHeight { get; }

    /// <summary>Sides at the bottom.</summary>
    public int BottomWidth { get; }

    /// <summary>Values at the bottom.</summary>
    public int BottomLength => Channels[^1] * BottomHeight * BottomWidth;

    /// <summary>Sides that halve without a rest: the network pads to them.</summary>
    public int PaddedHeight => BottomHeight << Channels.Count;

    /// <summary>Sides that halve without a rest: the network pads to them.</summary>
    public int PaddedWidth => BottomWidth << Channels.Count;

    /// <summary>Latent dimensions by default.</summary>
    public int Latent => Math.Max(Shape.Height, Shape.Width) <= 32 ? 32 : 64;

    private static int Divide(int size, int by) => (size + by - 1) / by;
}
