namespace Vae.Quality.Data;

/// <summary>What is trained on and what is scored.</summary>
internal enum Protocol
{
    /// <summary>Half of the normal rows train; the other half and all anomalies are scored.</summary>
    OneClass,

    /// <summary>All rows train, anomalies included and unmarked; the same rows are scored.</summary>
    Contaminated,
}
