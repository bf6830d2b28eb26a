using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Training.Network;

/// <summary>
/// The ensemble: every member a VAE with a Gaussian posterior (Kingma and Welling 2014), two hidden layers on either side, all members computed at once.
/// </summary>
internal sealed class VaeEnsemble
{
    /// <summary>The range of the posterior's log-variance: beyond it, exp() says nothing more and gradients only harm.</summary>
    public const float MinLogVariance = -10, MaxLogVariance = 6;

    public VaeEnsemble(int members, int features, int hidden, int latent, Generator generator, Device device)
    {
        Members = members;
        Features = features;
        Latent = latent;
        BatchedLinear[] layers =
        [
            Encoder1 = new(members, features, hidden, 1.3, generator, device),
            Encoder2 = new(members, hidden, hidden, 1.3, generator, device),
            Mean = new(members, hidden, latent, 1.3, generator, device),
            LogVariance = new(members, hidden, latent, 0.13, generator, device),
            Decoder1 = new(members, latent, hidden, 1.3, generator, device),
            Decoder2 = new(members, hidden, hidden, 1.3, generator, device),
            Output = new(members, hidden, features, 0.65, generator, device),
        ];
        Parameters = [.. layers.SelectMany(layer => new[] { layer.Weight, layer.Bias })];
    }

    public int Members { get; }

    public int Features { get; }

    public int Latent { get; }

    public BatchedLinear Encoder1 { get; }

    public BatchedLinear Encoder2 { get; }

    public BatchedLinear Mean { get; }

    public BatchedLinear LogVariance { get; }

    public BatchedLinear Decoder1 { get; }

    public BatchedLinear Decoder2 { get; }

    public BatchedLinear Output { get; }

    /// <summary>Weight and bias of each layer, in the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>[members, rows, features] → mean and log-variance of the posterior, each [members, rows, latent].</summary>
    public (Tensor Mean, Tensor LogVariance) Encode(Tensor x)
    {
        var h = nn.functional.silu(Encoder2.Forward(nn.functional.silu(Encoder1.Forward(x))));  // [members, rows, hidden]
        return (Mean.Forward(h), LogVariance.Forward(h).clamp(MinLogVariance, MaxLogVariance));
    }

    /// <summary>[members, rows, latent] → [members, rows, features].</summary>
    public Tensor Decode(Tensor z) => Output.Forward(nn.functional.silu(Decoder2.Forward(nn.functional.silu(Decoder1.Forward(z)))));

    /// <summary>One member alone: [rows, features] → mean and log-variance, each [rows, latent].</summary>
    public (Tensor Mean, Tensor LogVariance) EncodeMember(Tensor x, int member)
    {
        var h = nn.functional.silu(Encoder2.Forward(nn.functional.silu(Encoder1.Forward(x, member)), member));  // [rows, hidden]
        return (Mean.Forward(h, member), LogVariance.Forward(h, member).clamp(MinLogVariance, MaxLogVariance));
    }

    /// <summary>One member alone: [rows, latent] → [rows, features].</summary>
    public Tensor DecodeMember(Tensor z, int member) =>
        Output.Forward(nn.functional.silu(Decoder2.Forward(nn.functional.silu(Decoder1.Forward(z, member)), member)), member);

    /// <summary>Analytic KL divergence of the posterior to the standard normal prior in nats, ½ Σ (μ² + σ² − 1 − ln σ²): [members, rows].</summary>
    public static Tensor KlDivergence(Tensor mean, Tensor logVariance) => 0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum(-1);
}
