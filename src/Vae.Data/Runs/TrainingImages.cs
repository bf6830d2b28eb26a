using Vae.Data.Runs;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data;

/// <summary>
/// The training images in memory: all that could be read, or a uniform sample of more than fit. They are what <c>VaeTrainingData</c> of
/// Vae.Training takes.
/// </summary>
public sealed class TrainingImages
{
    private TrainingImages(VaeImageShape shape, float[] pixels, long[] numbers, string[]? groups, ImageStatusCounts counts) =>
        (Shape, Pixels, Numbers, Groups, Counts) = (shape, pixels, numbers, groups, counts);

    /// <summary>The size of every image.</summary>
    public VaeImageShape Shape { get; }

    /// <summary>[images, channels, height, width], 0 to 255.</summary>
    public float[] Pixels { get; }

    /// <summary>The place of each image in the folder or file, counted from 1, rising.</summary>
    public long[] Numbers { get; }

    /// <summary>The group of each image, as <see cref="TrainingDataOptions.Group"/> asks for it; null where it does not.</summary>
    public string[]? Groups { get; }

    /// <summary>What became of the images that were chosen.</summary>
    public ImageStatusCounts Counts { get; }

    /// <summary>The images of a set that train: those with the label that the options name, or all where they name none.</summary>
    /// <param name="set">The images.</param>
    /// <param name="options">Which images train; null for all.</param>
    /// <exception cref="VaeDataException">No image has the label; the message lists those that there are.</exception>
    public static VaeImageSet Normal(VaeImageSet set, TrainingDataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new TrainingDataOptions();
        options.Validate();
        if (options.Label.Normal is not { } normal)
        {
            return set;
        }

        var chosen = ImageSources.Normal(set, normal);
        return chosen.Count > 0 ? chosen : throw new VaeDataException(
            $"Images of '{set.Path}' must have the label '{normal}' of {options.Names.Normal}; got {ImageSources.DescribeLabels(set)}. "
            + "A label is a folder, or a number in the labels file of an IDX file.");
    }

    /// <summary>Reads images; the ones that cannot be read are left out and told.</summary>
    /// <param name="images">The images that train, as of <see cref="Normal"/>.</param>
    /// <param name="shape">What they are brought to; <see cref="VaeImageSet.SuggestShape"/> gives one that suits them.</param>
    /// <param name="options">Memory, seed and groups; null for the defaults.</param>
    /// <param name="refused">Told of every image that could not be read.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">An image has no group where groups are asked for.</exception>
    public static TrainingImages Read(
        VaeImageSet images, VaeImageShape shape, TrainingDataOptions? options = null, IProgress<VaeImage>? refused = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(shape);
        options ??= new TrainingDataOptions();
        options.Validate();
        var groups = ImageGroups.Find(images, options.Group, options.Names);
        var fits = Math.Min(options.MemoryBytes / sizeof(float), Array.MaxLength) / shape.Length;
        var sample = new SelectionSample(Math.Min(images.Count, fits), images.Count, new Random(options.Seed));
        int[] taken = [.. Enumerable.Range(0, images.Count).Where(_ => sample.TakesNext())];
        var chosen = images.Where(index => Array.BinarySearch(taken, index) >= 0);
        var own = groups is null ? null : new string[taken.Length];
        var (pixels, numbers, counts) = (new float[chosen.Count * shape.Length], new long[chosen.Count], new ImageStatusCounts());
        var (index, kept) = (0, 0);
        foreach (var image in chosen.Read(shape, cancellation))
        {
            counts.Add([image.Status]);
            if (image.IsRead)
            {
                image.Pixels.CopyTo(pixels.AsSpan(kept * shape.Length));
                own?[kept] = groups!.Of(taken[index]);
                numbers[kept++] = chosen.Number(index);
            }
            else
            {
                refused?.Report(image);
            }

            index++;
        }

        return new(shape, pixels[..(kept * shape.Length)], numbers[..kept], own?[..kept], counts);
    }
}
