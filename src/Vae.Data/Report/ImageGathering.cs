using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>What a report shows of images: one pass for scores, one more for the worst images.</summary>
internal static class ImageGathering
{
    public static ReportData Of(
        VaeModel model, VaeImageSet images, ReportOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var (gathering, clock, counts) = (new Gathering(model, options.Worst), new RunClock(images.Count, progress), new ImageStatusCounts());
        var rule = options.Label.Normal is { } normal ? new NormalLabel(normal) : null;
        var (labels, dimensions) = (new List<bool>(), model.Info.LatentDimension);
        foreach (var (rows, latent) in ScoredImageRows.Run(model, images, rows => (rows, Latent(model, rows)), cancellation))
        {
            foreach (var (row, place) in rows.Group.Readable())
            {
                gathering.Add(
                    rows.Group.Number(row), rows.Scores.Score[place], rows.Scores.PValue[place], rows.Scores.PredictedLabel[place],
                    latent is null ? [] : latent.AsSpan(place * dimensions, dimensions));
                if (rule is not null)
                {
                    labels.Add(LabelledScores.IsAnomaly(images, rows.Group.Index(row), rule));
                }
            }

            counts.Add(rows.Group.Images.Select(image => image.Status));
            clock.Add(rows.Group.Rows, rows.Group.Rows);
        }

        IReadOnlyList<bool>? anomalies = rule is null ? null : labels;
        IReadOnlyList<ExplainedRow> worst = gathering.Worst is { Length: > 0 } places
            ? [.. ExplainRun.Run(model, images, new() { Rows = places }, null, cancellation).OrderByDescending(row => row.Score)]
            : [];
        return new()
        {
            Scores = gathering.Scores,
            PValues = gathering.PValues,
            PredictedLabels = gathering.PredictedLabels,
            Anomalies = anomalies,
            Metrics = gathering.Metrics(anomalies),
            Unlabelled = 0,
            BadRows = null,
            Map = gathering.Map(),
            Worst = worst,
            WorstAnomalies = gathering.Labels(worst, anomalies),
            Sensitivity = [],
            Gaps = [],
            Images = counts,
        };
    }

    /// <summary>The places of images in latent space; null of photographs, whose tiles have one each.</summary>
    private static float[]? Latent(VaeModel model, ScoredImageRows rows) =>
        model.Info.Tiling is null ? model.Encode(rows.Group.Pixels) : null;
}
