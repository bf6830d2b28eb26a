namespace Vae.MLNet;

/// <summary>What the members of a model are.</summary>
public enum VaeAutoencoderKind
{
    /// <summary>Variational autoencoders: a row has a posterior, whose KL divergence to a standard normal is part of the loss.</summary>
    Variational,

    /// <summary>Plain autoencoders: a row has a position, and only its reconstruction counts. The latent space has no shape to draw from.</summary>
    Plain,
}
