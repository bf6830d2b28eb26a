using Vae.Data.Rows;
using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>Single rows of a table, or images of a set, by their numbers: as features for a model.</summary>
public static class ChosenRows
{
    /// <summary>Reads rows, in the order of <paramref name="numbers"/>.</summary>
    /// <param name="model">The model that they are for.</param>
    /// <param name="path">A table for a model of tables; a folder, an IDX file or an image for one of images.</param>
    /// <param name="numbers">Places among the data rows, or among the images, counted from 1.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Row-major: [rows, features].</returns>
    /// <exception cref="VaeDataException">The data have no such row, or it cannot be read.</exception>
    public static float[] Read(VaeModel model, string path, IReadOnlyList<long> numbers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(numbers);
        var wanted = numbers.ToHashSet();
        var found = model.Info.ImageShape is { } shape
            ? OfImages(ModelData.Images(model, path), shape, wanted, cancellation)
            : OfTable(model, path, wanted, cancellation);
        var width = model.Info.FeatureCount;
        var rows = new float[numbers.Count * width];                                    // [rows, features]
        for (var place = 0; place < numbers.Count; place++)
        {
            if (!found.TryGetValue(numbers[place], out var row))
            {
                throw new VaeDataException(FormattableString.Invariant(
                    $"Row {numbers[place]} must be one of data '{path}', counted from 1; got no such row. See how many there are."));
            }

            row.CopyTo(rows.AsSpan(place * width));
        }

        return rows;
    }

    private static Dictionary<long, float[]> OfImages(VaeImageSet images, VaeImageShape shape, HashSet<long> wanted, CancellationToken cancellation)
    {
        var chosen = images.Where(index => wanted.Contains(images.Number(index)));
        var found = new Dictionary<long, float[]>();
        foreach (var image in chosen.Read(shape, cancellation))
        {
            found[chosen.Number(found.Count)] = image.IsRead
                ? image.Pixels.ToArray()
                : throw new VaeDataException($"Image '{image.Source}' must be readable; got {image.Status}: {image.Remark}.");
        }

        return found;
    }

    private static Dictionary<long, float[]> OfTable(VaeModel model, string path, HashSet<long> wanted, CancellationToken cancellation)
    {
        var source = ModelData.Table(path);
        var encoder = new RowEncoder(source, model.Info.Columns);
        var found = new Dictionary<long, float[]>();
        foreach (var rows in TableWork.Run(source, [.. encoder.Indexes], block => Of(block, encoder, wanted), cancellation))
        {
            foreach (var (number, row) in rows)
            {
                found[number] = row;
            }

            if (found.Count == wanted.Count)
            {
                break;
            }
        }

        return found;
    }

    private static List<(long Number, float[] Row)> Of(TableBlock block, RowEncoder encoder, HashSet<long> wanted)
    {
        using var features = FeatureBlock.Parse(block, encoder, FaultPolicy.Fail);
        var rows = new List<(long, float[])>();
        for (var row = 0; row < features.Rows; row++)
        {
            if (wanted.Contains(features.RowNumbers[row]))
            {
                rows.Add((features.RowNumbers[row], features.Features.Slice(row * encoder.FeatureCount, encoder.FeatureCount).ToArray()));
            }
        }

        return rows;
    }
}
