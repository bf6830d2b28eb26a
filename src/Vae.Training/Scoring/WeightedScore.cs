namespace Vae.Training.Scoring;

/// <summary>A held-out score and what it counts for in the calibration.</summary>
/// <param name="Value">The score.</param>
/// <param name="Weight">1, or a share of it where rows belong together: see <see cref="CalibrationWeights"/>.</param>
internal readonly record struct WeightedScore(double Value, double Weight = 1)
{
    /// <summary>Shares of a group add up to 1 but for this.</summary>
    public const double Rounding = 1e-9;

    /// <summary>The score of a row that stands for itself.</summary>
    public static implicit operator WeightedScore(double value) => new(value);
}
