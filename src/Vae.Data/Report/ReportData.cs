using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>All that a report shows of the data.</summary>
internal sealed record ReportData
{
    /// <summary>The scores of all rows, in order; NaN where a row cannot be judged.</summary>
    public required IReadOnlyList<float> Scores { get; init; }

    /// <summary>The p-values of the same.</summary>
    public required IReadOnlyList<float> PValues { get; init; }

    /// <summary>What the model says of them.</summary>
    public required IReadOnlyList<bool> PredictedLabels { get; init; }

    /// <summary>What their labels say; null without labels.</summary>
    public required IReadOnlyList<bool>? Anomalies { get; init; }

    /// <summary>How well the two agree; null without labels.</summary>
    public required AnomalyMetrics? Metrics { get; init; }

    /// <summary>Rows that have no label and are left out.</summary>
    public required long Unlabelled { get; init; }

    /// <summary>The rows of a table that could not be read; null for images.</summary>
    public required BadRowCounts? BadRows { get; init; }

    /// <summary>Some rows on the map.</summary>
    public required IReadOnlyList<MapPoint> Map { get; init; }

    /// <summary>The most anomalous rows, the worst first.</summary>
    public required IReadOnlyList<ExplainedRow> Worst { get; init; }

    /// <summary>What the labels say of these; null without labels.</summary>
    public required IReadOnlyList<bool>? WorstAnomalies { get; init; }

    /// <summary>What each column is to the model; none for images and for files from before reasons.</summary>
    public required IReadOnlyList<VaeColumnSensitivity> Sensitivity { get; init; }

    /// <summary>What is missing and new in each column; none for images.</summary>
    public required IReadOnlyList<ColumnGaps> Gaps { get; init; }

    /// <summary>What became of the images; null for a table.</summary>
    public required ImageStatusCounts? Images { get; init; }

    /// <summary>Number of rows that the model flags.</summary>
    public int Flagged => PredictedLabels.Count(isFlagged => isFlagged);
}
