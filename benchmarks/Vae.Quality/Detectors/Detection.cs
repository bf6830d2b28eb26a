namespace Vae.Quality.Detectors;

/// <summary>What a detector said of the scored rows.</summary>
/// <param name="Detector">The detector, and the kind of score where it has several.</param>
/// <param name="Scores">One score per row, higher is more anomalous.</param>
/// <param name="TrainingSeconds">Wall-clock time of training.</param>
/// <param name="RowsPerSecond">Rows scored per second of wall clock, without start-up.</param>
internal sealed record Detection(string Detector, float[] Scores, double TrainingSeconds, double RowsPerSecond)
{
    /// <summary>Number of held-out scores behind the p-values; null where the detector promises no false-alarm rate.</summary>
    public int? CalibrationRows { get; init; }

    /// <summary>p-values of the scored rows, where the detector has them.</summary>
    public float[]? PValues { get; init; }

    /// <summary>Size of the model file, in bytes.</summary>
    public long? ModelBytes { get; init; }

    /// <summary>Size of the reference vectors in it, in bytes.</summary>
    public long? ReferenceBytes { get; init; }
}
