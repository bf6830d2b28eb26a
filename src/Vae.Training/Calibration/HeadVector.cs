namespace Vae.Training.Calibration;

/// <summary>What a head looks at.</summary>
internal enum HeadVector
{
    /// <summary>The whitened residual of a member.</summary>
    Residual,

    /// <summary>The scaled row.</summary>
    Input,

    /// <summary>Both, one after the other.</summary>
    Joint,
}
