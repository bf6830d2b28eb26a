namespace Vae.MLNet;

/// <summary>What an output is for one row.</summary>
public enum VaeOutputShape
{
    /// <summary>One number, or one flag.</summary>
    Number,

    /// <summary>One number per feature; of images one per channel and pixel: [channels, height, width].</summary>
    Features,

    /// <summary>One number per latent dimension.</summary>
    Latent,

    /// <summary>One number per pixel, of images only: [height, width].</summary>
    Pixels,
}
