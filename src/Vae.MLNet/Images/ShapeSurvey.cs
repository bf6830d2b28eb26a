namespace Vae.MLNet.Images;

/// <summary>Finds the shape that suits some images.</summary>
internal static class ShapeSurvey
{
    /// <summary>The largest side that images keep unasked: a longer one makes training and scoring slow, and the file large.</summary>
    private const int LargestOwnSide = 256;

    private const int Headers = 1_000;
    private const int Decoded = 32;

    /// <param name="source">The images.</param>
    /// <param name="chosen">Those that count.</param>
    /// <param name="standardSide">The side where images differ in size, or none suits a model.</param>
    public static VaeImageShape Of(IImageSource source, IReadOnlyList<int> chosen, int standardSide)
    {
        var (sizes, channels) = (Sizes(source, chosen).Take(2).ToList(), Channels(source, chosen));
        return sizes is
            [(>= VaeImageShape.SmallestSide and <= LargestOwnSide, >= VaeImageShape.SmallestSide and <= LargestOwnSide)]
            ? new(channels, sizes[0].Height, sizes[0].Width)
            : new(channels, standardSide, standardSide);
    }

    /// <summary>The different sizes by the headers.</summary>
    public static IEnumerable<(int Width, int Height)> Sizes(IImageSource source, IReadOnlyList<int> chosen) =>
        Spread(chosen, Headers).Select(source.Size).OfType<(int Width, int Height)>().Distinct();

    /// <summary>One where all are grey, else three.</summary>
    public static int Channels(IImageSource source, IReadOnlyList<int> chosen) => Spread(chosen, Decoded).All(source.IsGrey) ? 1 : 3;

    private static IEnumerable<int> Spread(IReadOnlyList<int> chosen, int most)
    {
        var count = Math.Min(most, chosen.Count);
        return Enumerable.Range(0, count).Select(place => chosen[(int)((long)place * chosen.Count / count)]);
    }
}
