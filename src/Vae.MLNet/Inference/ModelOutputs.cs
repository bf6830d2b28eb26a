using Vae.MLNet.Contract;

namespace Vae.MLNet.Inference;

/// <summary>What a caller wants computed. The scalars come together, because one graph gives them all at the price of the score.</summary>
[Flags]
internal enum ModelOutputs
{
    None = 0,
    Scores = 1,
    FeatureErrors = 2,
    Reconstruction = 4,
    LatentMean = 8,
    Heatmap = 16,
    Vectors = FeatureErrors | Reconstruction | LatentMean | Heatmap,
}

internal static class ModelOutputNames
{
    /// <summary>The names of the wanted vector outputs.</summary>
    public static IReadOnlyList<string> VectorNames(this ModelOutputs outputs) =>
        [.. TensorNames.ImageVectors.Where(name => Enum.TryParse<ModelOutputs>(name, out var vector) && outputs.HasFlag(vector))];
}
