namespace Vae.MLNet;

/// <summary>What makes a row anomalous in the eyes of a detector. All kinds come from one training run; docs/detection.md compares them.</summary>
public enum VaeScoreKind
{
    /// <summary>
    /// The mean of <see cref="Residual"/> and the distance to the nearest known normal row, in standard deviations and by the ranks of values in
    /// their columns: the default for clean training data.
    /// </summary>
    Hybrid,

    /// <summary>How far the vector of whitened reconstruction residuals is from the nearest residual of a known normal row.</summary>
    Residual,

    /// <summary>
    /// The length of the vector of whitened reconstruction residuals (a Mahalanobis distance); needs no reference vectors. The kind of all models of
    /// images, which measure texture and
    /// local features in the same way.
    /// </summary>
    Pure,

    /// <summary>
    /// The distance of the row, and of its residuals, to small random samples of rows that each member never saw it among, with trimmed training: for
    /// data with anomalies among the training rows, declared or not. Files from before small samples measure the joint distance of both.
    /// </summary>
    Robust,
}
