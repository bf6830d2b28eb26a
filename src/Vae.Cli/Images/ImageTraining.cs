using System.CommandLine;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Images;

/// <summary>What <c>vae train</c> does before training, where the data are images.</summary>
internal static class ImageTraining
{
    /// <summary>Unreadable images that are named one by one; more are only counted.</summary>
    private const int MostNamed = 10;

    /// <summary>Reads the normal images and tells what was chosen.</summary>
    /// <param name="path">A folder, an IDX file or an image.</param>
    /// <param name="normal">The label of the images that train; null for all.</param>
    /// <param name="choice">The options on size and colours.</param>
    /// <param name="parse">What was given for them.</param>
    /// <param name="options">Memory and seed.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InputException">There is no image with the label, or none that can be read.</exception>
    public static (VaeTrainingData Data, long[] Numbers) Read(
        string path, string? normal, ImageShapeChoice choice, ParseResult parse, VaeTrainingOptions options, CancellationToken cancellation)
    {
        var all = ImageFiles.Open(path);
        var set = Normal(all, normal);
        var shape = choice.For(set, parse);
        Console.Error.WriteLine(FormattableString.Invariant($"Training on {set.Count:N0} of {all.Count:N0} images of '{path}', as {shape} pixels ({(shape.Channels == 1 ? "grey" : "colour")})."));
        var named = 0;
        var images = TrainingImages.Read(set, shape, options.MemoryBytes, options.Seed, image => Name(image, ref named), cancellation);
        if (images.Counts.All < set.Count)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"A uniform sample of {images.Counts.All:N0} images trains; more do not fit into {options.MemoryBytes >> 20:N0} MiB."));
        }

        if (images.Counts.Unread.Length > 0)
        {
            Console.Error.WriteLine(images.Counts.Unread[1..]);
        }

        return images.Numbers.Length > 0
            ? (new(images.Pixels, shape), images.Numbers)
            : throw new InputException($"Images of '{path}' must be readable to train on; got none that is.{images.Counts.Unread}");
    }

    private static VaeImageSet Normal(VaeImageSet all, string? normal)
    {
        var labels = ImageFiles.Labels(all);
        if (normal is null)
        {
            if (labels.Count > 1)
            {
                Console.Error.WriteLine($"Warning: images of all labels train: {Listed(labels)}. Where only one is normal: --normal \"{labels.MaxBy(label => label.Images).Label}\".");
            }

            return all;
        }

        var chosen = all.WithLabel(normal);
        return chosen.Count > 0 ? chosen : throw new InputException($"Images of '{all.Path}' must have the label '{normal}' of --normal; got {Listed(labels)}. A label is a folder, or a number in the labels file of an IDX file.");
    }

    private static string Listed(IReadOnlyList<(string Label, int Images)> labels) =>
        string.Join(", ", labels.Take(20).Select(label => FormattableString.Invariant($"'{label.Label}' ({label.Images:N0})"))) + (labels.Count > 20 ? " and more" : "");

    private static void Name(VaeImage image, ref int named)
    {
        if (named++ < MostNamed)
        {
            Console.Error.WriteLine($"Not read: {image.Source}: {image.Status}: {image.Remark}");
        }
    }
}
