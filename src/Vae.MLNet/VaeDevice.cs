namespace Vae.MLNet;

/// <summary>Where a model runs.</summary>
public enum VaeDevice
{
    /// <summary>CUDA where it works, the CPU otherwise; the choice and its reason are logged and can be read from the model.</summary>
    Auto,

    /// <summary>The CPU. Same file and same rows give the same bits.</summary>
    Cpu,

    /// <summary>A CUDA device, or an error that says what to install.</summary>
    Cuda,
}
