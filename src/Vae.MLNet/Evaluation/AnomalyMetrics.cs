using Vae.MLNet.Evaluation;

namespace Vae.MLNet;

/// <summary>
/// How well scores and decisions agree with labels. Nothing here throws because of the data: a metric that the data leave undefined, such as the
/// area under the curve when all rows are normal, is null.
/// </summary>
public sealed record AnomalyMetrics
{
    /// <summary>Number of rows with a label.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of rows labelled as anomalies.</summary>
    public required int Anomalies { get; init; }

    /// <summary>Number of rows left out because they have no label.</summary>
    public int RowsWithoutLabel { get; init; }

    /// <summary>
    /// Probability, 0 to 1, that a random anomaly scores above a random normal row, ties counting one half. Null without rows of both classes.
    /// </summary>
    public double? AreaUnderRocCurve { get; init; }

    /// <summary>
    /// Average precision, 0 to 1: precision averaged over the steps of recall, as in scikit-learn. Null without rows of both classes.
    /// </summary>
    public double? AveragePrecision { get; init; }

    /// <summary>Share of the flagged rows that are anomalies. Null when nothing is flagged, or without decisions.</summary>
    public double? Precision { get; init; }

    /// <summary>Share of the anomalies that are flagged. Null without anomalies, or without decisions.</summary>
    public double? Recall { get; init; }

    /// <summary>Harmonic mean of precision and recall. Null without anomalies, or without decisions.</summary>
    public double? F1Score { get; init; }

    /// <summary>Share of the normal rows that are flagged: the realised false-alarm rate. Null without normal rows, or without decisions.</summary>
    public double? FalseAlarmRate { get; init; }

    /// <summary>
    /// Largest recall that a threshold on these scores reaches while flagging at most the share <see cref="AnomalyEvaluationOptions.FalseAlarmRate"/>
    /// of the normal rows. Null without rows of both classes.
    /// </summary>
    public double? RecallAtFalseAlarmRate { get; init; }

    /// <summary>The score at and above which rows count as flagged here; null when the decisions were given as labels, or there are none.</summary>
    public double? Threshold { get; init; }

    /// <summary>Bootstrap intervals of the metrics, or null when none were asked for.</summary>
    public AnomalyMetricIntervals? Intervals { get; init; }

    /// <summary>Compares scores with labels; decisions come from a threshold, if the options give one.</summary>
    /// <param name="scores">One score per row, higher is more anomalous; NaN counts as the most anomalous.</param>
    /// <param name="labels">One label per row, true for an anomaly.</param>
    /// <param name="options">How to compare, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ or an option is out of range.</exception>
    public static AnomalyMetrics Compute(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels, AnomalyEvaluationOptions? options = null) =>
        Compute(scores, labels, [], options);

    /// <summary>Compares scores and decisions with labels.</summary>
    /// <param name="scores">One score per row, higher is more anomalous; NaN counts as the most anomalous.</param>
    /// <param name="labels">One label per row, true for an anomaly.</param>
    /// <param name="predictedLabels">One decision per row, true for a flagged row; empty for none. Ignored when the options give a threshold.</param>
    /// <param name="options">How to compare, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ or an option is out of range.</exception>
    public static AnomalyMetrics Compute(
        ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<bool> predictedLabels, AnomalyEvaluationOptions? options = null)
    {
        options ??= new AnomalyEvaluationOptions();
        options.Validate();
        RequireLength(labels.Length, scores.Length, nameof(labels));
        if (predictedLabels.Length > 0)
        {
            RequireLength(predictedLabels.Length, scores.Length, nameof(predictedLabels));
        }

        var ranking = new ScoreRanking(scores);
        var threshold = options.ThresholdFromLabels ? BestF1Threshold.Find(ranking, labels) : options.Threshold;
        var decisions = threshold is { } bound ? Flag(scores, bound) : options.ThresholdFromLabels ? [] : predictedLabels;
        var tally = new Tally(ranking.Groups, hasDecisions: decisions.Length > 0);
        for (var row = 0; row < scores.Length; row++)
        {
            tally.Add(ranking.GroupOfRow[row], labels[row], decisions.Length > 0 && decisions[row]);
        }

        return tally.Measure(options.FalseAlarmRate) with
        {
            Threshold = threshold,
            Intervals = options.BootstrapResamples == 0 ? null : Bootstrap.Intervals(ranking, labels, decisions, options),
        };
    }

    private static bool[] Flag(ReadOnlySpan<float> scores, double threshold)
    {
        var flagged = new bool[scores.Length];
        for (var row = 0; row < scores.Length; row++)
        {
            flagged[row] = !(scores[row] < threshold);   // NaN cannot be judged normal
        }

        return flagged;
    }

    private static void RequireLength(int length, int rows, string name)
    {
        if (length != rows)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Argument '{name}' must have one entry per score, {rows}; got {length}. Pass entries of the same rows in the same order."), name);
        }
    }
}
