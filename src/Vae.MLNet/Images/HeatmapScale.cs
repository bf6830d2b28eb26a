namespace Vae.MLNet.Images;

/// <summary>
/// The one scale of all pictures, so that any two can be compared: from 1, as odd as normal images are at that place, to 30, in equal steps of the
/// logarithm.
/// </summary>
internal static class HeatmapScale
{
    /// <summary>What the legend names.</summary>
    public static readonly IReadOnlyList<float> Marks = [1, 3, 10, 30];

    /// <summary>Most of a pixel that its heat hides: the image stays visible under the worst of it.</summary>
    private const float MostOpacity = 0.8f;

    /// <summary>Where a heat lies on the scale: 0 for normal and below, 1 at the top and above; 0 where there is none.</summary>
    public static float Place(float heat) => heat > Marks[0] ? Math.Min(1, MathF.Log(heat / Marks[0]) / MathF.Log(Marks[^1] / Marks[0])) : 0;

    /// <summary>How much of a pixel its heat hides, from 0 for normal ones.</summary>
    public static float Opacity(float place) => MostOpacity * MathF.Sqrt(place);
}
