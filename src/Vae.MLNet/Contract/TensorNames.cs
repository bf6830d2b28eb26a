namespace Vae.MLNet.Contract;

/// <summary>The names of the graphs' inputs; those of the outputs stand in the catalogue.</summary>
internal static class TensorNames
{
    public const string Features = "Features";

    public const string Threshold = "Threshold";

    /// <summary>The input of the decoder file.</summary>
    public const string Latent = "Latent";
}
