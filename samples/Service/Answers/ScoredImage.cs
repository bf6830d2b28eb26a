using Vae.MLNet;

namespace Vae.Service.Answers;

/// <summary>The answer to an image.</summary>
/// <param name="Model">Which model answered.</param>
/// <param name="Score">Higher is more anomalous; null where the image cannot be judged.</param>
/// <param name="PValue">The share of normal images at least as odd; null where the image cannot be judged.</param>
/// <param name="PredictedLabel">True for an anomaly.</param>
/// <param name="Status">What became of the image on reading: <c>Read</c> or <c>ReadWithRemark</c>.</param>
/// <param name="Remark">What was changed on reading; empty for nothing.</param>
/// <param name="Reason">Where it is oddest, in words.</param>
/// <param name="Regions">Boxes around its hottest parts, the hottest first, in pixels of the model's shape.</param>
/// <param name="Heatmap">The picture with its heatmap as a PNG in base64; null where nobody asked for it.</param>
public sealed record ScoredImage(
    ModelMark Model, float? Score, float? PValue, bool PredictedLabel, string Status, string Remark, string Reason,
    IReadOnlyList<VaeHotRegion> Regions, byte[]? Heatmap);
