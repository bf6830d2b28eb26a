namespace Vae.MLNet;

/// <summary>How detections are compared with labels.</summary>
public sealed record AnomalyEvaluationOptions
{
    /// <summary>
    /// The share of normal rows, between 0 and 1, at which <see cref="AnomalyMetrics.RecallAtFalseAlarmRate"/> is read. Default 0.01, a common budget
    /// for alerts.
    /// </summary>
    public double FalseAlarmRate { get; init; } = 0.01;

    /// <summary>
    /// Flags the rows whose score is at least this, instead of taking predicted labels. Default null: predicted labels are taken.
    /// Not together with <see cref="ThresholdFromLabels"/>.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>
    /// Chooses the threshold with the best F1 on these very labels. Default false, because such a threshold flatters itself: judge it on other rows.
    /// </summary>
    public bool ThresholdFromLabels { get; init; }

    /// <summary>
    /// Number of bootstrap resamples behind the intervals; 0 leaves the intervals out. Default 1,000, enough for two digits of a 95 % interval.
    /// </summary>
    public int BootstrapResamples { get; init; } = 1_000;

    /// <summary>The share of resamples an interval holds, between 0 and 1. Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Seed of the resampling: same seed, same intervals. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The label that means a normal row, compared as it is written, or as a number. Default null: 0, <c>false</c> or the word "normal" in any case.
    /// Every other label is an anomaly; an empty text and NaN are missing labels.
    /// </summary>
    public string? NormalLabel { get; init; }

    internal void Validate()
    {
        RequireShare(FalseAlarmRate, nameof(FalseAlarmRate));
        RequireShare(Confidence, nameof(Confidence));
        if (BootstrapResamples < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(BootstrapResamples), FormattableString.Invariant(
                $"Option 'BootstrapResamples' must be 0 or more; got {BootstrapResamples}. Use 0 for no intervals."));
        }

        if (Threshold is not null && ThresholdFromLabels)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Option 'Threshold' must be null when ThresholdFromLabels is set; got {Threshold}. Choose one of the two."), nameof(Threshold));
        }

        if (Threshold is double.NaN)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Threshold), "Option 'Threshold' must be a number; got NaN. Leave it null to take the predicted labels.");
        }
    }

    private static void RequireShare(double value, string name)
    {
        if (value is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                name,
                FormattableString.Invariant($"Option '{name}' must lie between 0 and 1, both excluded; got {value}. ")
                + "A share such as 0.05 means 5 %.");
        }
    }
}
