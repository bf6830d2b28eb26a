using Vae.MLNet;
using Microsoft.ML.Data;
using Vae.MLNet.Contract;
using Vae.MLNet.Evaluation;

namespace Microsoft.ML;

/// <summary>Evaluation of anomaly detections of any detector, from <c>mlContext.AnomalyDetection</c>.</summary>
public static class EvaluationCatalog
{
    /// <summary>
    /// Compares detections with labels: the one to use with this library's columns. ML.NET's <c>Evaluate</c> wants a Single label of 0 and 1; this
    /// one takes bool, numeric, text and key labels, leaves out rows without a label and counts them, does not throw when all rows are of one class
    /// (the metric is null instead), and gives average precision and intervals.
    /// </summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="data">Scored rows with labels.</param>
    /// <param name="labelColumnName">Labels; see <see cref="AnomalyEvaluationOptions.NormalLabel"/> for what counts as normal.</param>
    /// <param name="scoreColumnName">Scores, single precision, higher is more anomalous; NaN counts as the most anomalous.</param>
    /// <param name="predictedLabelColumnName">Decisions, bool; null for none. Not read when the options give a threshold.</param>
    /// <param name="options">How to compare, or null for the defaults.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type, or an option is out of range.</exception>
    public static AnomalyMetrics EvaluateDetection(
        this AnomalyDetectionCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string? predictedLabelColumnName = "PredictedLabel",
        AnomalyEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new AnomalyEvaluationOptions();
        options.Validate();
        var label = RequiredColumn.Of(data, labelColumnName, nameof(labelColumnName));
        var score = RequiredColumn.Of(data, scoreColumnName, nameof(scoreColumnName), NumberDataViewType.Single);
        DataViewSchema.Column? decision = predictedLabelColumnName is null || options.Threshold is not null || options.ThresholdFromLabels
            ? null
            : RequiredColumn.Of(data, predictedLabelColumnName, nameof(predictedLabelColumnName), BooleanDataViewType.Instance);

        using var cursor = data.GetRowCursor(decision is { } active ? [label, score, active] : [label, score]);
        var readLabel = LabelReader.Create(cursor, label, new NormalLabel(options.NormalLabel));
        var readScore = cursor.GetGetter<float>(score);
        var readDecision = decision is { } column ? cursor.GetGetter<bool>(column) : null;
        List<bool> labels = [], decisions = [];
        List<float> scores = [];
        var unlabelled = 0;
        float scoreOfRow = default;
        bool decisionOfRow = default;
        while (cursor.MoveNext())
        {
            if (readLabel() is not { } anomaly)
            {
                unlabelled++;
                continue;
            }

            labels.Add(anomaly);
            readScore(ref scoreOfRow);
            scores.Add(scoreOfRow);
            if (readDecision is not null)
            {
                readDecision(ref decisionOfRow);
                decisions.Add(decisionOfRow);
            }
        }

        return AnomalyMetrics.Compute([.. scores], [.. labels], [.. decisions], options) with { RowsWithoutLabel = unlabelled };
    }
}
