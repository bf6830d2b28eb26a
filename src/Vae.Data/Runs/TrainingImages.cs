using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>
/// The training images that could be read: in memory, or in their files where they do not fit. Either is what <c>VaeTrainingData</c> of Vae.Training
/// takes.
/// </summary>
public sealed class TrainingImages
{
    private TrainingImages(VaeImageSet images, VaeImageShape shape, float[]? pixels, long[] numbers, string[]? groups, ImageStatusCounts counts) =>
        (Images, Shape, Pixels, Numbers, Groups, Counts) = (images, shape, pixels, numbers, groups, counts);

    /// <summary>How they are cut into tiles before they are looked at; null where they are looked at whole.</summary>
    public VaeTiling? Tiling { get; private init; }

    /// <summary>The images, all of which could be read.</summary>
    public VaeImageSet Images { get; }

    /// <summary>The size of every image.</summary>
    public VaeImageShape Shape { get; }

    /// <summary>
    /// [images, channels, height, width], 0 to 255; null where they do not fit into <see cref="TrainingDataOptions.MemoryBytes"/> and are read from
    /// their files whenever training looks at them.
    /// </summary>
    public float[]? Pixels { get; }

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

    /// <summary>Reads photographs that are looked at in tiles; the ones that cannot be read are left out and told.</summary>
    /// <param name="images">The photographs that train, as of <see cref="Normal"/>.</param>
    /// <param name="tiling">What they are brought to, and how they are cut.</param>
    /// <param name="options">Memory and groups; null for the defaults.</param>
    /// <param name="refused">Told of every photograph that could not be read.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">A photograph has no group where groups are asked for.</exception>
    public static TrainingImages Read(
        VaeImageSet images, VaeTiling tiling, TrainingDataOptions? options = null, IProgress<VaeImage>? refused = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tiling);
        var read = Read(images, tiling.Photograph, options, refused, cancellation);
        return new(read.Images, read.Shape, read.Pixels, read.Numbers, read.Groups, read.Counts) { Tiling = tiling };
    }

    /// <summary>Reads images; the ones that cannot be read are left out and told.</summary>
    /// <param name="images">The images that train, as of <see cref="Normal"/>.</param>
    /// <param name="shape">What they are brought to; <see cref="VaeImageSet.SuggestShape"/> gives one that suits them.</param>
    /// <param name="options">Memory and groups; null for the defaults.</param>
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
        var pixels = (long)images.Count * shape.Length <= Math.Min(options.MemoryBytes / sizeof(float), Array.MaxLength)
            ? new float[images.Count * shape.Length] : null;
        var (read, numbers, own, counts) = (new List<int>(), new List<long>(), new List<string>(), new ImageStatusCounts());
        var index = 0;
        foreach (var image in images.Read(shape, cancellation))
        {
            counts.Add([image.Status]);
            if (image.IsRead)
            {
                if (pixels is not null)
                {
                    image.Pixels.CopyTo(pixels, read.Count * shape.Length);
                }

                read.Add(index);
                numbers.Add(images.Number(index));
                own.Add(groups?.Of(index) ?? "");
            }
            else
            {
                refused?.Report(image);
            }

            index++;
        }

        if (pixels is not null)
        {
            Array.Resize(ref pixels, read.Count * shape.Length);                        // the same array where all could be read
        }

        return new(images.Where(index => read.BinarySearch(index) >= 0), shape, pixels, [.. numbers], groups is null ? null : [.. own], counts);
    }
}
