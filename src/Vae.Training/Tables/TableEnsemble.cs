using TorchSharp.Modules;
using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// The ensemble for tables: every member a VAE with a Gaussian posterior (Kingma and Welling 2014), two hidden layers on either side, all members
/// computed at once.
/// </summary>
internal sealed class TableEnsemble : IEnsemble
{
    /// <summary>Weights per member from which more threads gain more than they cost.</summary>
    private const long LargeNetwork = 200_000;

    public TableEnsemble(int members, int inputs, int hidden, int latent, Generator generator, Device device)
    {
        Members = members;
        Inputs = inputs;
        Latent = latent;
        Encoder1 = new(members, inputs, hidden, 1.3, generator, device);
        Encoder2 = new(members, hidden, hidden, 1.3, generator, device);
        Mean = new(members, hidden, latent, 1.3, generator, device);
        LogVariance = new(members, hidden, latent, 0.13, generator, device);
        Decoder1 = new(members, latent, hidden, 1.3, generator, device);
        Decoder2 = new(members, hidden, hidden, 1.3, generator, device);
        Output = new(members, hidden, inputs, 0.65, generator, device);
        Parameters = ParametersOf(this);
    }

    private TableEnsemble(TableEnsemble whole, int first, int count)
    {
        (Members, Inputs, Latent) = (count, whole.Inputs, whole.Latent);
        (Encoder1, Encoder2) = (whole.Encoder1.Part(first, count), whole.Encoder2.Part(first, count));
        (Mean, LogVariance) = (whole.Mean.Part(first, count), whole.LogVariance.Part(first, count));
        (Decoder1, Decoder2) = (whole.Decoder1.Part(first, count), whole.Decoder2.Part(first, count));
        Output = whole.Output.Part(first, count);
        Parameters = ParametersOf(this);
    }

    /// <inheritdoc/>
    public int Members { get; }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Latent { get; }

    public BatchedLinear Encoder1 { get; }

    public BatchedLinear Encoder2 { get; }

    public BatchedLinear Mean { get; }

    public BatchedLinear LogVariance { get; }

    public BatchedLinear Decoder1 { get; }

    public BatchedLinear Decoder2 { get; }

    public BatchedLinear Output { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Whether the network of a table of so many features is work enough for all cores.</summary>
    public static bool IsLarge(int features, int hidden) => (2L * features * hidden) + (2L * hidden * hidden) >= LargeNetwork;

    /// <inheritdoc/>
    public IEnsemble Part(int first, int count) => new TableEnsemble(this, first, count);

    /// <inheritdoc/>
    public (Tensor Mean, Tensor LogVariance) Encode(Tensor x)
    {
        var h = nn.functional.silu(Encoder2.Forward(nn.functional.silu(Encoder1.Forward(x))));  // [members, rows, hidden]
        return (Mean.Forward(h), LogVariance.Forward(h).clamp(Posterior.MinLogVariance, Posterior.MaxLogVariance));
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor z) => Output.Forward(nn.functional.silu(Decoder2.Forward(nn.functional.silu(Decoder1.Forward(z)))));

    /// <inheritdoc/>
    public (Tensor Mean, Tensor LogVariance) EncodeMember(Tensor x, int member)
    {
        var h = nn.functional.silu(Encoder2.Forward(nn.functional.silu(Encoder1.Forward(x, member)), member));  // [rows, hidden]
        return (Mean.Forward(h, member), LogVariance.Forward(h, member).clamp(Posterior.MinLogVariance, Posterior.MaxLogVariance));
    }

    /// <inheritdoc/>
    public Tensor DecodeMember(Tensor z, int member) =>
        Output.Forward(nn.functional.silu(Decoder2.Forward(nn.functional.silu(Decoder1.Forward(z, member)), member)), member);

    private static Parameter[] ParametersOf(TableEnsemble of)
    {
        BatchedLinear[] layers = [of.Encoder1, of.Encoder2, of.Mean, of.LogVariance, of.Decoder1, of.Decoder2, of.Output];
        return [.. layers.SelectMany(layer => new[] { layer.Weight, layer.Bias })];
    }
}
