using TorchSharp;
using TorchSharp.Modules;
using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// The ensemble for images: convolutions that halve the sides, a dense layer, the posterior, and back by doubling the nearest pixels and convolving,
/// which leaves no checkerboards (Odena et al. 2016). A picture of the expected image is added at the end, so that the members learn what differs
/// from it.
/// </summary>
internal sealed class ImageEnsemble : IEnsemble
{
    private const double Gain = 1.3;

    /// <param name="members">Number of members.</param>
    /// <param name="network">The sizes.</param>
    /// <param name="hidden">Units of the dense layer on either side.</param>
    /// <param name="latent">Latent dimensions.</param>
    /// <param name="expected">The mean scaled image [inputs].</param>
    /// <param name="generator">Draws the weights.</param>
    public ImageEnsemble(int members, ImageNetwork network, int hidden, int latent, Tensor expected, Generator generator)
    {
        (Members, Network, Latent) = (members, network, latent);
        var device = expected.device;
        int[] sizes = [network.Shape.Channels, .. network.Channels];
        Down =
        [
            .. Enumerable.Range(0, sizes.Length - 1)
                .Select(stage => new ImageConvolutions(members, sizes[stage], sizes[stage + 1], 2, Gain, generator, device)),
        ];
        Encoder = new(members, network.BottomLength, hidden, Gain, generator, device);
        Mean = new(members, hidden, latent, Gain, generator, device);
        LogVariance = new(members, hidden, latent, 0.13, generator, device);
        Decoder1 = new(members, latent, hidden, Gain, generator, device);
        Decoder2 = new(members, hidden, network.BottomLength, Gain, generator, device);
        Up =
        [
            .. Enumerable.Range(1, network.Channels.Count - 1).Reverse()
                .Select(stage => new ImageConvolutions(members, sizes[stage + 1], sizes[stage], 1, Gain, generator, device)),
            new ImageConvolutions(members, sizes[1], sizes[0], 1, 0.65, generator, device),
        ];
        Expected = new Parameter(expected.unsqueeze(0).repeat(members, 1));
        Parameters = ParametersOf(this);
    }

    private ImageEnsemble(ImageEnsemble whole, int first, int count)
    {
        (Members, Network, Latent) = (count, whole.Network, whole.Latent);
        (Encoder, Mean, LogVariance) = (whole.Encoder.Part(first, count), whole.Mean.Part(first, count), whole.LogVariance.Part(first, count));
        (Decoder1, Decoder2) = (whole.Decoder1.Part(first, count), whole.Decoder2.Part(first, count));
        (Down, Up) = ([.. whole.Down.Select(layer => layer.Part(first, count))], [.. whole.Up.Select(layer => layer.Part(first, count))]);
        Expected = new Parameter(whole.Expected.narrow(0, first, count).clone());
        Parameters = ParametersOf(this);
    }

    /// <inheritdoc/>
    public int Members { get; }

    /// <inheritdoc/>
    public int Inputs => Network.Length;

    /// <inheritdoc/>
    public int Latent { get; }

    /// <summary>The sizes.</summary>
    public ImageNetwork Network { get; }

    /// <summary>The convolutions of the encoder, from the image down.</summary>
    public IReadOnlyList<ImageConvolutions> Down { get; }

    public BatchedLinear Encoder { get; }

    public BatchedLinear Mean { get; }

    public BatchedLinear LogVariance { get; }

    public BatchedLinear Decoder1 { get; }

    public BatchedLinear Decoder2 { get; }

    /// <summary>The convolutions of the decoder, from the bottom up.</summary>
    public IReadOnlyList<ImageConvolutions> Up { get; }

    /// <summary>The image that each member starts from [members, inputs].</summary>
    public Parameter Expected { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public IEnsemble Part(int first, int count) => new ImageEnsemble(this, first, count);

    /// <inheritdoc/>
    public (Tensor Mean, Tensor LogVariance) Encode(Tensor x)
    {
        var bottom = stack(Enumerable.Range(0, Members).Select(member => Bottom(x[member], member)).ToArray());  // [members, rows, bottom]
        var h = nn.functional.silu(Encoder.Forward(bottom));                            // [members, rows, hidden]
        return (Mean.Forward(h), LogVariance.Forward(h).clamp(Posterior.MinLogVariance, Posterior.MaxLogVariance));
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor z)
    {
        var bottom = nn.functional.silu(Decoder2.Forward(nn.functional.silu(Decoder1.Forward(z))));  // [members, rows, bottom]
        return stack(Enumerable.Range(0, Members).Select(member => Image(bottom[member], member)).ToArray());
    }

    /// <inheritdoc/>
    public (Tensor Mean, Tensor LogVariance) EncodeMember(Tensor x, int member)
    {
        var h = nn.functional.silu(Encoder.Forward(Bottom(x, member), member));         // [rows, hidden]
        return (Mean.Forward(h, member), LogVariance.Forward(h, member).clamp(Posterior.MinLogVariance, Posterior.MaxLogVariance));
    }

    /// <inheritdoc/>
    public Tensor DecodeMember(Tensor z, int member) =>
        Image(nn.functional.silu(Decoder2.Forward(nn.functional.silu(Decoder1.Forward(z, member)), member)), member);

    private static Parameter[] ParametersOf(ImageEnsemble of)
    {
        BatchedLinear[] dense = [of.Encoder, of.Mean, of.LogVariance, of.Decoder1, of.Decoder2];
        return
        [
            .. dense.SelectMany(layer => new[] { layer.Weight, layer.Bias }),
            .. of.Down.Concat(of.Up).SelectMany(layer => new[] { layer.Weight, layer.Bias }),
            of.Expected,
        ];
    }

    /// <summary>[rows, inputs] → the values at the bottom [rows, bottom].</summary>
    private Tensor Bottom(Tensor x, int member)
    {
        var h = x.reshape(-1, Network.Shape.Channels, Network.Height, Network.Width);
        if (Network.PaddedHeight > Network.Height || Network.PaddedWidth > Network.Width)
        {
            h = nn.functional.pad(h, [0, Network.PaddedWidth - Network.Width, 0, Network.PaddedHeight - Network.Height], PaddingModes.Replicate);
        }

        return Down.Aggregate(h, (image, layer) => nn.functional.silu(layer.Forward(image, member))).flatten(1);
    }

    /// <summary>The values at the bottom [rows, bottom] → [rows, inputs].</summary>
    private Tensor Image(Tensor bottom, int member)
    {
        var h = bottom.reshape(-1, Network.Channels[^1], Network.BottomHeight, Network.BottomWidth);
        foreach (var layer in Up)
        {
            h = layer.Forward(nn.functional.interpolate(h, scale_factor: [2, 2], mode: InterpolationMode.Nearest), member);
            h = layer == Up[^1] ? h : nn.functional.silu(h);
        }

        return h.narrow(2, 0, Network.Height).narrow(3, 0, Network.Width).flatten(1) + Expected[member];
    }
}
