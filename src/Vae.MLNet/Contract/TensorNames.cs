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
}
