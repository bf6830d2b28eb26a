using Vae.MLNet;

namespace Vae.Data;

/// <summary>What a set of images holds and what training would make of it, found by reading every image, without training.</summary>
public sealed class ImageInspection
{
    private ImageInspection(VaeImageSet set, VaeImageShape shape, ImageStatusCounts counts, IReadOnlyList<VaeImage> remarkable)
    {
        (Shape, Counts, Remarkable) = (shape, counts, remarkable);
        Labels = ImageSources.Labels(set);
        Sizes =
        [
            .. Enumerable.Range(0, set.Count).Select(set.Size).OfType<(int Width, int Height)>().GroupBy(size => size)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
                .Select(group => (group.Key.Width, group.Key.Height, group.Count())),
        ];
    }

    /// <summary>The labels in ordinal order, each with its number of images.</summary>
    public IReadOnlyList<(string Label, int Images)> Labels { get; }

    /// <summary>The sizes by the headers, in pixels, the most frequent first, each with its number of images.</summary>
    public IReadOnlyList<(int Width, int Height, int Images)> Sizes { get; }

    /// <summary>What training would bring the images to.</summary>
    public VaeImageShape Shape { get; }

    /// <summary>What became of the images.</summary>
    public ImageStatusCounts Counts { get; }

    /// <summary>The images that cannot be read, or are changed on reading, in order.</summary>
    public IReadOnlyList<VaeImage> Remarkable { get; }

    /// <summary>Reads every image once.</summary>
    /// <param name="set">The images.</param>
    /// <param name="shape">The shape that training would bring them to; null for what <see cref="VaeImageSet.SuggestShape"/> gives by itself.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    public static ImageInspection Read(VaeImageSet set, VaeImageShape? shape = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        shape ??= set.SuggestShape();
        var (counts, remarkable) = (new ImageStatusCounts(), new List<VaeImage>());
        foreach (var image in set.Read(shape, cancellation))
        {
            counts.Add([image.Status]);
            if (image.Status != VaeImageStatus.Read)
            {
                remarkable.Add(image.IsRead ? VaeImage.Refused(image.Source, image.Status, image.Remark) : image);   // keeps no pixels
            }
        }

        return new(set, shape, counts, remarkable);
    }
}
