namespace Vae.Quality.Images;

/// <summary>The images that train and those that are scored, by their index, with one class as normal.</summary>
/// <param name="Train">Half of the normal class.</param>
/// <param name="Normal">The other half.</param>
/// <param name="Others">Images of other classes.</param>
internal sealed record ImageSplit(int[] Train, int[] Normal, int[] Others)
{
    /// <summary>Draws a split by the seed, with at most <paramref name="mostOthers"/> images of other classes.</summary>
    public static ImageSplit Draw(IReadOnlyList<string> classes, string normal, int mostOthers, int seed)
    {
        int[] images = [.. Enumerable.Range(0, classes.Count)];
        new Random(seed).Shuffle(images);
        int[] own = [.. images.Where(image => classes[image] == normal)];
        int[] others = [.. images.Where(image => classes[image] != normal)];
        return new(own[..(own.Length / 2)], own[(own.Length / 2)..], others[..Math.Min(mostOthers, others.Length)]);
    }
}
