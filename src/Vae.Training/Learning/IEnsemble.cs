using TorchSharp;
using TorchSharp.Modules;

namespace Vae.Training.Learning;

/// <summary>
/// Members that learn at once: what training and calibration need to know of a network. Rows are flat: an image is channels · height · width inputs.
/// </summary>
internal interface IEnsemble
{
    /// <summary>Number of members.</summary>
    int Members { get; }

    /// <summary>Inputs of a row: its scaled numbers, as the networks take them.</summary>
    int Inputs { get; }

    /// <summary>Latent dimensions of a member.</summary>
    int Latent { get; }

    /// <summary>Weight and bias of each layer, in the order of the layers, [members, …] each.</summary>
    IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Some of the members, from <paramref name="first"/> on, with weights of their own that are as these are now.</summary>
    IEnsemble Part(int first, int count);

    /// <summary>[members, rows, inputs] → mean and log-variance of the posterior, each [members, rows, latent].</summary>
    (torch.Tensor Mean, torch.Tensor LogVariance) Encode(torch.Tensor x);

    /// <summary>[members, rows, latent] → [members, rows, inputs].</summary>
    torch.Tensor Decode(torch.Tensor z);

    /// <summary>One member alone: [rows, inputs] → mean and log-variance, each [rows, latent].</summary>
    (torch.Tensor Mean, torch.Tensor LogVariance) EncodeMember(torch.Tensor x, int member);

    /// <summary>One member alone: [rows, latent] → [rows, inputs].</summary>
    torch.Tensor DecodeMember(torch.Tensor z, int member);
}
