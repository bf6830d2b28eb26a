using Vae.Training.Graph;
using Vae.Training.Learning;
using Vae.Training.Scoring;

namespace Vae.Training.Images.Graph;

/// <summary>One member of a convolutional ensemble as graph.</summary>
internal sealed class ImageMemberGraph(OnnxTape tape, ImageEnsemble ensemble, int member)
{
    private readonly ImageNetwork _network = ensemble.Network;

    /// <summary>What the network sees [rows, channels, height, width] → mean and log-variance of the posterior, each [rows, latent].</summary>
    public (string Mean, string LogVariance) Encode(string x)
    {
        if (_network.PaddedHeight > _network.Height || _network.PaddedWidth > _network.Width)
        {
            x = tape.PadEdge(x, 0, 0, _network.PaddedHeight - _network.Height, _network.PaddedWidth - _network.Width);
        }

        var bottom = ensemble.Down.Aggregate(x, (image, layer) => tape.Silu(Convolution(layer, image)));
        var h = tape.Silu(Dense(ensemble.Encoder, tape.Flat(bottom)));                  // [rows, hidden]
        return (Dense(ensemble.Mean, h), tape.ClipLogVariance(Dense(ensemble.LogVariance, h)));
    }

    /// <summary>Latents [rows, latent] → images as the network sees them [rows, channels, height, width].</summary>
    public string Decode(string z)
    {
        var bottom = tape.Silu(Dense(ensemble.Decoder2, tape.Silu(Dense(ensemble.Decoder1, z))));
        var h = tape.Op("Reshape", [bottom, tape.Integers("bottom", -1, _network.Channels[^1], _network.BottomHeight, _network.BottomWidth)]);
        foreach (var layer in ensemble.Up)
        {
            h = Convolution(layer, tape.Repeat(h, 2));
            h = layer == ensemble.Up[^1] ? h : tape.Silu(h);
        }

        if (_network.PaddedHeight > _network.Height || _network.PaddedWidth > _network.Width)
        {
            h = tape.Crop(h, _network.Height, _network.Width);
        }

        return tape.Add(h, tape.Constant("expected", ensemble.Expected[member].view(1, _network.Shape.Channels, _network.Height, _network.Width)));
    }

    private string Dense(BatchedLinear layer, string x) =>
        tape.Gemm(x, tape.Constant("weight", layer.Weight[member]), tape.Constant("bias", layer.Bias[member, 0]));

    private string Convolution(ImageConvolutions layer, string x) =>
        tape.Convolution(x, tape.Constant("kernel", layer.Weight[member]), tape.Constant("bias", layer.Bias[member]), layer.Stride);
}
