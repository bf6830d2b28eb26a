using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>
/// What is looked at of a pretrained network: in each cell the ends of two layers, averaged over 3 × 3 cells; the same in units of their spread
/// along their strongest directions; in each fine cell the end of the first; and of the whole image the mean and spread of each channel.
/// </summary>
internal sealed class PatchFeatures
{
    /// <summary>Channels of the second and third layer.</summary>
    public const int Channels = PretrainedBackbone.SecondChannels + PretrainedBackbone.ThirdChannels;

    /// <summary>Directions that patches are compared along.</summary>
    private const int Directions = 100;

    /// <summary>Cells that the directions are measured on.</summary>
    private const int MostCells = 1 << 15;

    /// <summary>Least spread of a channel, in units of the network.</summary>
    private const double SmallestSpread = 1e-3;

    private PatchFeatures(PretrainedBackbone network, PatchGrid grid, Tensor strongest, Tensor bias) =>
        (Network, Grid, Strongest, Bias) = (network, grid, strongest, bias);

    /// <summary>The network.</summary>
    public PretrainedBackbone Network { get; }

    /// <summary>The cells.</summary>
    public PatchGrid Grid { get; }

    /// <summary>What channels count along the directions [directions, channels, 1, 1].</summary>
    private Tensor Strongest { get; }

    /// <summary>What is added [directions].</summary>
    private Tensor Bias { get; }

    /// <summary>Finds the directions.</summary>
    /// <param name="network">The network.</param>
    /// <param name="grid">The cells.</param>
    /// <param name="cells">What is in the cells of some training images, in parts [rows, channels, height, width].</param>
    /// <param name="generator">Draws the cells that count.</param>
    public static PatchFeatures Fit(PretrainedBackbone network, PatchGrid grid, IEnumerable<Tensor> cells, Generator generator)
    {
        using var scope = NewDisposeScope();
        var all = cat(cells.Select(part => part.permute(0, 2, 3, 1).flatten(0, 2)).ToArray());  // [cells, channels]
        var drawn = randperm(all.shape[0], generator: generator)[..(int)Math.Min(MostCells, all.shape[0])];
        var sample = all.index_select(0, drawn.to(all.device)).to(float64);
        var (mean, spread) = (sample.mean([0]), sample.std(0, unbiased: false) + SmallestSpread);
        var standard = (sample - mean) / spread;
        var (_, vectors) = linalg.eigh(standard.t().mm(standard) / standard.shape[0]);
        var strongest = vectors.narrow(1, Channels - Directions, Directions) / spread.unsqueeze(1);  // [channels, directions]
        return new(
            network, grid, strongest.t().to(float32).contiguous().view(Directions, Channels, 1, 1).MoveToOuterDisposeScope(),
            (-mean.unsqueeze(0).mm(strongest)[0]).to(float32).MoveToOuterDisposeScope());
    }

    /// <summary>Grey values [rows, channels, height, width] → what the network makes of them, by TorchSharp.</summary>
    public PatchNumbers Of(Tensor grey)
    {
        using var scope = NewDisposeScope();
        var layers = BackboneTorch.Run(Network, Grid.Widen(grey));
        return new(
            Cells(layers).MoveToOuterDisposeScope(), Whole(layers).MoveToOuterDisposeScope(), Fine(layers).MoveToOuterDisposeScope());
    }

    /// <summary>The ends of the layers → what is in each cell [rows, channels, height, width].</summary>
    public static Tensor Cells(BackboneLayers<Tensor> layers)
    {
        using var scope = NewDisposeScope();
        var coarse = nn.functional.interpolate(Smooth(layers.Third), scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        return cat([Smooth(layers.Second), Smooth(coarse)], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The same as graph.</summary>
    public static string Cells(OnnxTape tape, BackboneLayers<string> layers)
    {
        var coarse = tape.Repeat(Smooth(tape, layers.Third, PretrainedBackbone.ThirdChannels), 2);
        return tape.Concat(
            1, Smooth(tape, layers.Second, PretrainedBackbone.SecondChannels), Smooth(tape, coarse, PretrainedBackbone.ThirdChannels));
    }

    /// <summary>The ends of the layers → what is in each fine cell [rows, channels, height, width].</summary>
    public static Tensor Fine(BackboneLayers<Tensor> layers)
    {
        using var scope = NewDisposeScope();
        return Smooth(Smooth(layers.First)).MoveToOuterDisposeScope();
    }

    /// <summary>The same as graph.</summary>
    public static string Fine(OnnxTape tape, BackboneLayers<string> layers) =>
        Smooth(tape, Smooth(tape, layers.First, PretrainedBackbone.FirstChannels), PretrainedBackbone.FirstChannels);

    /// <summary>What is in cells along the strongest directions [rows, directions, height, width].</summary>
    public Tensor Along(Tensor cells) => nn.functional.conv2d(cells, Strongest, Bias);

    /// <summary>The same as graph.</summary>
    public string Along(OnnxTape tape, string cells) =>
        tape.Add(tape.Pointwise(cells, tape.Constant("strongest", Strongest)), tape.Constant("bias", Bias.view(1, -1, 1, 1)));

    /// <summary>The ends of the layers → mean and spread of each channel of the second and third over the image [rows, 768].</summary>
    public static Tensor Whole(BackboneLayers<Tensor> layers)
    {
        using var scope = NewDisposeScope();
        Tensor[] numbers = [.. new[] { layers.Second, layers.Third }.SelectMany(MeanAndSpread)];
        return cat(numbers, 1).MoveToOuterDisposeScope();

        static Tensor[] MeanAndSpread(Tensor layer) => [layer.mean([2, 3]), layer.std([2L, 3L], unbiased: false)];
    }

    /// <summary>The same as graph.</summary>
    public static string Whole(OnnxTape tape, BackboneLayers<string> layers)
    {
        return tape.Concat(1, [.. new[] { layers.Second, layers.Third }.SelectMany(MeanAndSpread)]);

        string[] MeanAndSpread(string layer)
        {
            var mean = tape.MeanPixel(layer);                                           // [rows, channels, 1, 1]
            return [tape.Flat(mean), tape.Op("Sqrt", [tape.MeanOfPixels(tape.Square(tape.Sub(layer, mean)))])];
        }
    }

    /// <summary>
    /// Means over 3 × 3 cells, with zeros beyond the border: what is at the border of images differs most from image to image, and so counts less.
    /// </summary>
    private static Tensor Smooth(Tensor cells) => nn.functional.avg_pool2d(cells, 3, stride: 1, padding: 1);

    private static string Smooth(OnnxTape tape, string cells, int channels) => tape.Op(
        "Conv", [cells, tape.Constant("ninth", [.. Enumerable.Repeat(1 / 9f, channels * 9)], channels, 1, 3, 3)],
        ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 }), ("group", (long)channels));
}
