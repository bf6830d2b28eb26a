namespace Vae.MLNet;

/// <summary>An image with what a model says of it: all that a picture for a person needs.</summary>
/// <param name="Name">The caption's first line, such as the path.</param>
/// <param name="Shape">The model's shape.</param>
/// <param name="Pixels">0 to 255: [channels, height, width].</param>
/// <param name="Heatmap">Of <see cref="VaeModel.Heatmap"/>: [height, width].</param>
/// <param name="Score">The image's score.</param>
/// <param name="PValue">Its p-value.</param>
/// <param name="PredictedLabel">True for an anomaly.</param>
/// <param name="Threshold">The threshold that the label was made with.</param>
public sealed record VaeScoredImage(
    string Name, VaeImageShape Shape, float[] Pixels, float[] Heatmap, float Score, float PValue, bool PredictedLabel, double Threshold)
{
    /// <summary>The caption's second line.</summary>
    internal string Verdict => FormattableString.Invariant($"score {Score:0.00}, p-value {PValue:G2}: {Label} at threshold {Threshold:0.00}");

    /// <summary>The same for a narrow place.</summary>
    internal string ShortVerdict => FormattableString.Invariant($"score {Score:0.00}, p-value {PValue:G2}: {Label}");

    private string Label => PredictedLabel ? "anomaly" : "normal";
}
