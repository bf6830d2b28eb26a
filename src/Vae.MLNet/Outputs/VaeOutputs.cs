namespace Vae.MLNet;

/// <summary>
/// The catalogue of what models can say of a row, in the order in which it is written everywhere. Columns, arrays, files, help and checks are read
/// off it: a new output is one
/// entry here and the graph that computes it.
/// </summary>
public static class VaeOutputs
{
    private static readonly List<VaeOutput> Catalogue = [];

    /// <summary>−log10 of the calibrated p-value, continued beyond the sample. NaN where every feature is missing.</summary>
    public static VaeOutput Score { get; } = Entry(
        nameof(Score), VaeOutputShape.Number, "−log10 of a share of normal rows",
        "higher is more anomalous; 2 = one normal row in a hundred is as odd, 3 = one in a thousand");

    /// <summary>True for an anomaly, and for a row that cannot be judged.</summary>
    public static VaeOutput PredictedLabel { get; } = Entry(
        nameof(PredictedLabel), VaeOutputShape.Number, "true or false", "true for anomalies: Score is at least the model's threshold", isFlag: true);

    /// <summary>The share of normal rows at least as anomalous, 1 / (calibration rows + 1) to 1.</summary>
    public static VaeOutput PValue { get; } =
        Entry(nameof(PValue), VaeOutputShape.Number, "share of normal rows", "share of normal rows at least as odd");

    /// <summary>How far the row is from what the model expected: the sum of <see cref="FeatureErrors"/>.</summary>
    public static VaeOutput ReconstructionError { get; } =
        Entry(nameof(ReconstructionError), VaeOutputShape.Number, "nats", "how far the row is from what the model expected");

    /// <summary>Kullback-Leibler divergence of the posterior from the prior, the mean over the members.</summary>
    public static VaeOutput KlDivergence { get; } =
        Entry(nameof(KlDivergence), VaeOutputShape.Number, "nats", "how unusual its place in latent space is, in nats");

    /// <summary>Each feature's part of the reconstruction error.</summary>
    public static VaeOutput FeatureErrors { get; } =
        Entry(nameof(FeatureErrors), VaeOutputShape.Features, "nats", "each feature's part of the reconstruction error");

    /// <summary>
    /// Each feature's share of what makes the row odd, 0 to 1; the shares of a row add up to 1. The features of a text column are to be added. Of
    /// tables only; NaN where every feature is missing. A share says which values are out of line, as a symptom: never why.
    /// </summary>
    public static VaeOutput FeatureContributions { get; } = Entry(
        nameof(FeatureContributions), VaeOutputShape.Features, "share of 1", "each feature's share of what makes the row odd",
        isOptional: true, modality: VaeModality.Table, besideScore: true, words: "Explanation");

    /// <summary>What the model expected.</summary>
    public static VaeOutput Reconstruction { get; } =
        Entry(nameof(Reconstruction), VaeOutputShape.Features, "the feature's own unit", "what the model expected of each feature");

    /// <summary>The mean of the first member's posterior: the row's place in latent space.</summary>
    public static VaeOutput LatentMean { get; } = Entry(nameof(LatentMean), VaeOutputShape.Latent, "none", "the row's place in latent space");

    /// <summary>The logarithm of the variance of the first member's posterior: how sure the model is of the place.</summary>
    public static VaeOutput LatentLogVariance { get; } =
        Entry(nameof(LatentLogVariance), VaeOutputShape.Latent, "ln of a variance", "how sure the model is of that place");

    /// <summary>Where an image is odd.</summary>
    public static VaeOutput Heatmap { get; } = Entry(
        nameof(Heatmap), VaeOutputShape.Pixels, "normal variation: 1 is as odd as normal images are there", "where the image is odd",
        picture: "HeatmapImage", modality: VaeModality.Image, besideScore: true);

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<VaeOutput> All => Catalogue;

    /// <summary>One number or flag per row each, in order.</summary>
    public static IReadOnlyList<VaeOutput> Numbers { get; } = [.. Catalogue.Where(output => output.IsNumber)];

    /// <summary>Those that models of tables, or of images, can have.</summary>
    internal static IEnumerable<VaeOutput> Of(VaeModality modality) =>
        Catalogue.Where(output => output.Modality is null || output.Modality == modality);

    private static VaeOutput Entry(
        string name, VaeOutputShape shape, string unit, string meaning, bool isFlag = false, bool isOptional = false, string? picture = null,
        VaeModality? modality = null,
        bool besideScore = false, string? words = null)
    {
        var output = new VaeOutput(Catalogue.Count, name, shape, unit, meaning, isFlag, isOptional, picture, modality, besideScore, words);
        Catalogue.Add(output);
        return output;
    }
}
