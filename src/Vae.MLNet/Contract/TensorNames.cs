namespace Vae.MLNet.Contract;

/// <summary>The names of the graph's inputs and outputs, which are also the names of the ML.NET columns.</summary>
internal static class TensorNames
{
    public const string Features = "Features";
    public const string Threshold = "Threshold";

    public const string Score = "Score";
    public const string PredictedLabel = "PredictedLabel";
    public const string PValue = "PValue";
    public const string ReconstructionError = "ReconstructionError";
    public const string KlDivergence = "KlDivergence";
    public const string FeatureErrors = "FeatureErrors";
    public const string Reconstruction = "Reconstruction";
    public const string LatentMean = "LatentMean";
    public const string LatentLogVariance = "LatentLogVariance";

    /// <summary>An output of models of images only.</summary>
    public const string Heatmap = "Heatmap";

    /// <summary>The input of the decoder file.</summary>
    public const string Latent = "Latent";

    /// <summary>Outputs of one number per row, shape [rows].</summary>
    public static readonly IReadOnlyList<string> Scalars = [Score, PredictedLabel, PValue, ReconstructionError, KlDivergence];

    /// <summary>Outputs of one vector per row, shape [rows, size]; the first two have the shape of the input.</summary>
    public static readonly IReadOnlyList<string> Vectors = [FeatureErrors, Reconstruction, LatentMean, LatentLogVariance];

    /// <summary>The same of a model of images, which has a heatmap [rows, height, width] as well.</summary>
    public static readonly IReadOnlyList<string> ImageVectors = [.. Vectors, Heatmap];
}
