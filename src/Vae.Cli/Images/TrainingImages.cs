using Vae.Cli.Tables;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Cli.Images;

/// <summary>The training images in memory: all that could be read, or a uniform sample of more than fit.</summary>
/// <param name="Pixels">[images, channels, height, width], 0 to 255.</param>
/// <param name="Numbers">The place of each image in the folder or file, counted from 1, rising.</param>
/// <param name="Counts">What became of the images.</param>
internal sealed record TrainingImages(float[] Pixels, long[] Numbers, ImageStatusCounts Counts)
{
    /// <summary>Reads images; the ones that cannot be read are left out and named.</summary>
    /// <param name="set">The normal images.</param>
    /// <param name="shape">What they are brought to.</param>
    /// <param name="memoryBytes">Most bytes that the pixels may take.</param>
    /// <param name="seed">Seed of the sample.</param>
    /// <param name="refused">Told of every image that could not be read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static TrainingImages Read(VaeImageSet set, VaeImageShape shape, long memoryBytes, int seed, Action<VaeImage> refused, CancellationToken cancellation)
    {
        var fits = Math.Min(memoryBytes / sizeof(float), Array.MaxLength) / shape.Length;
        var sample = new SelectionSample(Math.Min(set.Count, fits), set.Count, new Random(seed));
        var chosen = set.Where(_ => sample.TakesNext());
        var (pixels, numbers, counts) = (new float[chosen.Count * shape.Length], new long[chosen.Count], new ImageStatusCounts());
        var (index, kept) = (0, 0);
        foreach (var image in chosen.Read(shape, cancellation))
        {
            counts.Add(image.Status);
            if (image.IsRead)
            {
                image.Pixels.CopyTo(pixels.AsSpan(kept * shape.Length));
                numbers[kept++] = chosen.Number(index);
            }
            else
            {
                refused(image);
            }

            index++;
        }

        return new(pixels[..(kept * shape.Length)], numbers[..kept], counts);
    }
}
