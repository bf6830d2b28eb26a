namespace Vae.Training.Export;

/// <summary>The one place that asks what kind the rows are.</summary>
internal static class Modality
{
    /// <summary>The side that images are brought to where they differ in size.</summary>
    public static int StandardImageSide => ImageModality.StandardSide;

    /// <summary>The modality of training data.</summary>
    public static IModality Of(VaeTrainingData data) =>
        data.ImageShape is { } shape ? new ImageModality(data.Tiling?.Tile ?? shape) : new TableModality();
}
