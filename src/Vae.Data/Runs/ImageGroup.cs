using Vae.MLNet;
using Vae.MLNet.Images;

namespace Vae.Data.Runs;

/// <summary>Some images of a set, read or not. Its arrays are never used again for others.</summary>
/// <param name="set">The images of the run.</param>
/// <param name="first">The index in the set of the first of these.</param>
/// <param name="images">The images.</param>
/// <param name="pixels">Of those that were read: [images, channels, height, width].</param>
internal sealed class ImageGroup(VaeImageSet set, int first, VaeImage[] images, float[] pixels)
{
    /// <summary>Number of images, read or not.</summary>
    public int Rows => images.Length;

    public IReadOnlyList<VaeImage> Images => images;

    /// <summary>Of those that were read: [images, channels, height, width].</summary>
    public float[] Pixels => pixels;

    /// <summary>The index of an image in the set.</summary>
    public int Index(int row) => first + row;

    /// <summary>The place of an image among all of the folder or file, from 1.</summary>
    public long Number(int row) => set.Number(first + row);

    public string Name(int row) => set.Name(first + row);

    /// <summary>The images that were read: the row of each, and its place among them.</summary>
    public IEnumerable<(int Row, int Place)> Readable()
    {
        var place = 0;
        for (var row = 0; row < images.Length; row++)
        {
            if (images[row].IsRead)
            {
                yield return (row, place++);
            }
        }
    }

    /// <summary>
    /// Writes a line an image: place, name, what there is to say of one that was read (empty cells for the others), status and remark.
    /// </summary>
    /// <param name="cells">Takes them.</param>
    /// <param name="width">Number of cells between name and status.</param>
    /// <param name="write">Writes these for an image by its place among those that were read.</param>
    public void WriteTo(CellWriter cells, int width, Action<int> write)
    {
        var place = 0;
        for (var row = 0; row < images.Length; row++)
        {
            cells.Add(Number(row));
            cells.Add(Name(row));
            if (images[row].IsRead)
            {
                write(place++);
            }
            else
            {
                for (var cell = 0; cell < width; cell++)
                {
                    cells.AddMissing();
                }
            }

            cells.Add(images[row].Status.ToString());
            cells.Add(images[row].Remark);
            cells.EndRow();
        }
    }

    /// <summary>Reads the images of a set group by group, some groups ahead; what <paramref name="work"/> makes of each comes in order.</summary>
    public static IEnumerable<T> Run<T>(VaeModel model, VaeImageSet set, Func<ImageGroup, T> work, CancellationToken cancellation)
    {
        ModelData.RequireImages(model, set);
        var size = model.RowsAtOnce;
        var groups = set.Read(model.Info.ImageShape!, cancellation).Chunk(size).Select((images, group) => (Images: images, First: group * size));

        // A photograph in tiles takes all cores and much memory: the next is read meanwhile, not scored.
        return OrderedWork.Run(
            groups, group => work(Of(model.Info.FeatureCount, set, group.First, group.Images)), cancellation,
            most: model.Info.Tiling is null ? int.MaxValue : 1);
    }

    private static ImageGroup Of(int length, VaeImageSet set, int first, VaeImage[] images)
    {
        VaeImage[] read = [.. images.Where(image => image.IsRead)];
        if (read is [var only])
        {
            return new(set, first, images, only.Pixels);
        }

        var pixels = new float[read.Length * length]; // [images, channels, height, width]
        for (var index = 0; index < read.Length; index++)
        {
            read[index].Pixels.CopyTo(pixels.AsSpan(index * length));
        }

        return new(set, first, images, pixels);
    }
}
