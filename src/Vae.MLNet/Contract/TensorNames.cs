namespace Vae.MLNet.Contract;

/// <summary>The names of the graphs' tensors that do not stand in the catalogue of outputs.</summary>
internal static class TensorNames
{
    public const string Features = "Features";

    public const string Threshold = "Threshold";

    /// <summary>The input of the decoder file.</summary>
    public const string Latent = "Latent";

    /// <summary>An output of the decoder file: what each member makes of a latent.</summary>
    public const string MemberReconstruction = "MemberReconstruction";
}
