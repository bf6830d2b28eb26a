using Vae.Data.Rows;
using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>Single rows of a table, or images of a set, by their numbers: for a model.</summary>
public static class ChosenRows
{
    /// <summary>Only a bad row that is asked for matters here.</summary>
    private static readonly BadRowOptions PassedOver = new() { Policy = BadRowPolicy.Skip, MaxShare = 1 };

    /// <summary>Reads rows, in the order of <paramref name="numbers"/>.</summary>
    /// <param name="model">The model that they are for.</param>
    /// <param name="path">A table for a model of tables; a folder, an IDX file or an image for one of images.</param>
    /// <param name="numbers">Places among the data rows, or among the images, counted from 1.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Row-major: [rows, features]; what <see cref="VaeModel"/> takes as doubles.</returns>
    /// <exception cref="VaeDataException">The data have no such row, or it cannot be read.</exception>
    public static double[] Read(
        VaeModel model, string path, IReadOnlyList<long> numbers, ChosenRowOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(numbers);
        options ??= new();
        options.Validate();
        var wanted = new WantedRows(numbers, options.Names, path);
        var found = new Dictionary<long, float[]>();
        var read = 0L;
        if (numbers.Count > 0)
        {
            foreach (var part in model.Info.ImageShape is { } shape
                ? OfImages(ModelData.Images(model, path), shape, wanted, options, cancellation)
                : OfTable(model, path, wanted, options, cancellation))
            {
                read += part.Read;
                foreach (var (number, row) in part.Chosen)
                {
                    found[number] = row;
                    wanted.Remove(number);
                }

                if (wanted.IsDone)
                {
                    break;
                }
            }
        }

        wanted.RequireNone(read);
        return model.Native.Offsets.Exact([.. numbers.SelectMany(number => found[number])]);
    }

    private static IEnumerable<(long Read, List<(long Number, float[] Row)> Chosen)> OfImages(
        VaeImageSet images, VaeImageShape shape, WantedRows wanted, ChosenRowOptions options, CancellationToken cancellation)
    {
        ModelData.RequireNone((options.Names.Missing, options.Missing.Count > 0));
        var chosen = images.Where(index => wanted.Contains(images.Number(index), isFlagged: false));
        var place = 0;
        foreach (var image in chosen.Read(shape, cancellation))
        {
            yield return (0, [(chosen.Number(place++), image.IsRead
                ? image.Pixels.ToArray()
                : throw new VaeDataException($"Image '{image.Source}' must be readable; got {image.Status}: {image.Remark}."))]);
        }

        yield return (images.Count, []);
    }

    private static IEnumerable<(long Read, List<(long Number, float[] Row)> Chosen)> OfTable(
        VaeModel model, string path, WantedRows wanted, ChosenRowOptions options, CancellationToken cancellation)
    {
        var source = ModelData.Table(path, options.Reading, options.Names);
        var reading = new TableReading(model, source, options.Missing, PassedOver, options.Names);
        return reading.Run(
            [], null, normalOnly: false, (block, features) => ((long)block.Rows, Of(features, model.Info.FeatureCount, wanted)), cancellation);
    }

    private static List<(long Number, float[] Row)> Of(FeatureBlock features, int width, WantedRows wanted)
    {
        if (features.Bad.Faults.FirstOrDefault(fault => wanted.Contains(fault.Row, isFlagged: false)) is { } bad)
        {
            throw new VaeDataException(bad);
        }

        var rows = new List<(long, float[])>();
        for (var row = 0; row < features.Rows; row++)
        {
            if (wanted.Contains(features.RowNumbers[row], isFlagged: false))
            {
                rows.Add((features.RowNumbers[row], features.Features.Slice(row * width, width).ToArray()));
            }
        }

        return rows;
    }
}
