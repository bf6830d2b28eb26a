namespace Vae.MLNet;

/// <summary>
/// Stratified bootstrap intervals: anomalies and normal rows are drawn with replacement, each as often as there are. They show the noise of this
/// sample of rows, not that of training again. An interval is null where its metric is.
/// </summary>
public sealed record AnomalyMetricIntervals
{
    /// <summary>Interval of <see cref="AnomalyMetrics.AreaUnderRocCurve"/>.</summary>
    public MetricInterval? AreaUnderRocCurve { get; init; }

    /// <summary>Interval of <see cref="AnomalyMetrics.AveragePrecision"/>.</summary>
    public MetricInterval? AveragePrecision { get; init; }

    /// <summary>Interval of <see cref="AnomalyMetrics.Precision"/>, over the resamples with a flagged row.</summary>
    public MetricInterval? Precision { get; init; }

    /// <summary>Interval of <see cref="AnomalyMetrics.Recall"/>.</summary>
    public MetricInterval? Recall { get; init; }

    /// <summary>Interval of <see cref="AnomalyMetrics.F1Score"/>, at the same threshold in every resample.</summary>
    public MetricInterval? F1Score { get; init; }

    /// <summary>Interval of <see cref="AnomalyMetrics.FalseAlarmRate"/>.</summary>
    public MetricInterval? FalseAlarmRate { get; init; }

    /// <summary>Interval of <see cref="AnomalyMetrics.RecallAtFalseAlarmRate"/>.</summary>
    public MetricInterval? RecallAtFalseAlarmRate { get; init; }
}
