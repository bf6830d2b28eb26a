namespace Vae.MLNet;

/// <summary>What an alarm of a <see cref="VaeDriftWatch"/> rests on.</summary>
public enum VaeDriftCause
{
    /// <summary>No alarm.</summary>
    None,

    /// <summary>The p-values are too small: rows are odder than those of the calibration.</summary>
    OdderRows,

    /// <summary>The p-values are too large: rows are more ordinary than those of the calibration, as those of a stuck source are.</summary>
    MoreOrdinaryRows,

    /// <summary>The values of a feature moved, up or down, whatever the p-values say.</summary>
    Feature,
}
