using Vae.MLNet;
using Vae.MLNet.Images;

namespace Vae.Data.Runs;

/// <summary>Reads and scores images group by group, some groups ahead, in order and in constant memory.</summary>
internal static class ImageScoring
{
    /// <summary>Runs <paramref name="work"/> on every scored group; its results come in order.</summary>
    public static IEnumerable<T> Run<T>(VaeModel model, VaeImageSet set, Func<ScoredImageRows, T> work, CancellationToken cancellation)
    {
        var size = model.RowsAtOnce;
        var groups = set.Read(model.Info.ImageShape!, cancellation).Chunk(size).Select((images, group) => (Images: images, First: group * size));
        return OrderedWork.Run(groups, group => work(Score(model, set, group.First, group.Images)), cancellation);
    }

    private static ScoredImageRows Score(VaeModel model, VaeImageSet set, int first, VaeImage[] images)
    {
        VaeImage[] read = [.. images.Where(image => image.IsRead)];
        var pixels = new float[read.Length * model.Info.FeatureCount]; // [images, channels, height, width]
        for (var index = 0; index < read.Length; index++)
        {
            read[index].Pixels.CopyTo(pixels.AsSpan(index * model.Info.FeatureCount));
        }

        return new(set, first, images, pixels, model.Score(pixels));
    }
}
