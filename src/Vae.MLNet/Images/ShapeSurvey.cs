namespace Vae.MLNet.Images;

/// <summary>Finds the shape that suits some images.</summary>
internal static class ShapeSurvey
{
    private const int Headers = 1_000;
    private const int Decoded = 32;

    /// <summary>
    /// The side where images differ in size, or none suits a model: enough for a defect of a thirtieth of the image, quick to train.
    /// </summary>
    private const int StandardSide = 64;

    public static VaeImageShape Of(IImageSource source, IReadOnlyList<int> chosen)
    {
        var sizes = Spread(chosen, Headers).Select(source.Size).OfType<(int Width, int Height)>().Distinct().Take(2).ToList();
        var channels = Spread(chosen, Decoded).All(source.IsGrey) ? 1 : 3;
        return sizes is
            [(>= VaeImageShape.SmallestSide and <= VaeImageShape.LargestSide, >= VaeImageShape.SmallestSide and <= VaeImageShape.LargestSide)]
            ? new(channels, sizes[0].Height, sizes[0].Width)
            : new(channels, StandardSide, StandardSide);
    }

    private static IEnumerable<int> Spread(IReadOnlyList<int> chosen, int most)
    {
        var count = Math.Min(most, chosen.Count);
        return Enumerable.Range(0, count).Select(place => chosen[(int)((long)place * chosen.Count / count)]);
    }
}
