using Vae.MLNet;
using Vae.MLNet.Images;

namespace Vae.Cli.Images;

/// <summary>Reads and scores images group by group, one group ahead, in order and in constant memory.</summary>
internal static class ImageScoring
{
    public static IEnumerable<ScoredImages> Run(VaeModel model, VaeImageSet set, CancellationToken cancellation)
    {
        var shape = model.Info.ImageShape!;
        var plan = model.Native.Plan;
        return OrderedWork.Run(set.Read(shape, cancellation).Chunk(plan.BatchRows * plan.BatchesAtOnce), images => Score(model, images), cancellation);
    }

    private static ScoredImages Score(VaeModel model, VaeImage[] images)
    {
        VaeImage[] read = [.. images.Where(image => image.IsRead)];
        var pixels = new float[read.Length * model.Info.FeatureCount]; // [images, channels, height, width]
        for (var index = 0; index < read.Length; index++)
        {
            read[index].Pixels.CopyTo(pixels.AsSpan(index * model.Info.FeatureCount));
        }

        return new(images, model.Score(pixels));
    }
}

/// <summary>Some images and the scores of those that were read, in the same order.</summary>
internal sealed record ScoredImages(VaeImage[] Images, VaeScores Scores);
