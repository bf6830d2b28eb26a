using System.CommandLine;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>What <c>vae train</c> does before training, where the data are images.</summary>
internal static class ImageInput
{
    /// <summary>Unreadable images that are named one by one; more are only counted.</summary>
    private const int MostNamed = 10;

    /// <summary>From how many times the size that is looked at on, nobody should be surprised.</summary>
    private const int FarLarger = 4;

    /// <summary>Pixels of what is looked at that a defect should have to be seen.</summary>
    private const int DefectSide = 5;

    /// <summary>Reads the normal images and tells what was chosen.</summary>
    /// <param name="path">A folder, an IDX file or an image.</param>
    /// <param name="choice">The options on size, colours and mask.</param>
    /// <param name="parse">What was given for them.</param>
    /// <param name="options">Which images train.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InputException">There is no image that can be read.</exception>
    public static TrainingImages Read(
        string path, ImageChoice choice, ParseResult parse, TrainingDataOptions options, CancellationToken cancellation)
    {
        var all = ImageSources.Open(path, choice.Mask(parse));
        if (options.Label.Normal is null)
        {
            WarnOfLabels(all);
        }

        var set = TrainingImages.Normal(all, options);
        var (shape, tiling) = choice.For(set, parse);
        Console.Error.WriteLine(FormattableString.Invariant(
            $"Training on {set.Count:N0} of {all.Count:N0} images of '{path}', as {shape} pixels ({(shape.Channels == 1 ? "grey" : "colour")})")
            + $"{(tiling is null ? "" : $", in {tiling}")}.");
        if (tiling is null)
        {
            TellOfTiles(set, shape);
        }

        var images = tiling is null
            ? TrainingImages.Read(set, shape, options, new UnreadImages(), cancellation)
            : TrainingImages.Read(set, tiling, options, new UnreadImages(), cancellation);
        if (images.Pixels is null)
        {
            Console.Error.WriteLine(FormattableString.Invariant(
                $"The images do not fit into {options.MemoryBytes >> 20:N0} MiB: they are read from their files whenever training looks at them."));
        }

        if (images.Counts.Unread is { } unread)
        {
            Console.Error.WriteLine(unread);
        }

        return images.Numbers.Length > 0
            ? images
            : throw new InputException($"Images of '{path}' must be readable to train on; got none that is. {images.Counts.Unread}");
    }

    /// <summary>Says what becomes of photographs that are far larger than what is looked at.</summary>
    private static void TellOfTiles(VaeImageSet set, VaeImageShape shape)
    {
        if (set.Size(0) is { } size && Math.Min(size.Width / shape.Width, size.Height / shape.Height) is >= FarLarger and var times)
        {
            Console.Error.WriteLine(FormattableString.Invariant(
                $"Photographs of {size.Width} x {size.Height} pixels are looked at as {shape.Width} x {shape.Height}: what is smaller than some ")
                + FormattableString.Invariant($"{DefectSide * times} pixels is hardly seen. To see it, look at them in tiles: --tiles 256."));
        }
    }

    private static void WarnOfLabels(VaeImageSet all)
    {
        var labels = ImageSources.Labels(all);
        if (labels.Count > 1)
        {
            Console.Error.WriteLine(
                $"Warning: images of all labels train: {ImageSources.DescribeLabels(all)}. "
                + $"Where only one is normal: --normal \"{labels.MaxBy(label => label.Images).Label}\".");
        }
    }

    private sealed class UnreadImages : IProgress<VaeImage>
    {
        private int _named;

        public void Report(VaeImage value)
        {
            if (_named++ < MostNamed)
            {
                Console.Error.WriteLine($"Not read: {value.Source}: {value.Status}: {value.Remark}");
            }
        }
    }
}
