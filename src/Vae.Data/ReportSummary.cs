using Vae.MLNet;

namespace Vae.Data;

/// <summary>What a report is about.</summary>
/// <param name="Scored">Rows or images with scores.</param>
/// <param name="Anomalies">Those that the model flags.</param>
/// <param name="Metrics">How well scores and decisions go with the labels; null without labels.</param>
public sealed record ReportSummary(long Scored, long Anomalies, AnomalyMetrics? Metrics);
