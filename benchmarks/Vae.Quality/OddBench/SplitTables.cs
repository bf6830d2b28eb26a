using System.IO.Compression;
using Vae.Quality.Data;

namespace Vae.Quality.OddBench;

/// <summary>
/// A folder of labelled sets that say themselves what trains: <c>.npz</c> with arrays <c>train</c> [rows, features], normal rows alone, <c>test</c>
/// [rows, features] and <c>test_labels</c> [rows], 0 = normal, as the repository psorus/Outformer has them.
/// </summary>
internal static class SplitTables
{
    /// <summary>Scored rows beyond this number are left out, by a seeded draw, so that a set takes bounded time.</summary>
    private const int MostScored = 10_000;

    /// <summary>Share of anomalies among the rows of a contaminated table, as far as the set has so many.</summary>
    private const double Contamination = 0.05;

    /// <summary>The files of a sample of sets: drawn by the seed alone, so that a run that goes on finds the same ones.</summary>
    public static IReadOnlyList<string> Sample(string folder, int sets, int seed)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.npz").Order(StringComparer.Ordinal)];
        new Random(seed).Shuffle(files);
        return [.. files.Where(HasBothKinds).Take(sets).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a file says itself what trains.</summary>
    public static bool Is(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return archive.GetEntry("train.npy") is not null;
    }

    /// <summary>Reads all rows of a set, those that train first.</summary>
    public static LabelledTable ReadAll(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var (train, test) = (Array(archive, path, "train"), Array(archive, path, "test"));
        float[] features = [.. train.Values.Concat(test.Values).Select(value => (float)value)];
        return new(Path.GetFileNameWithoutExtension(path), features, train.Shape[1], [.. new bool[train.Shape[0]], .. Labels(archive, path)]);
    }

    /// <summary>Reads a set.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="rows">Most training rows; more are left out, by a seeded draw.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="protocol">Contaminated: anomalies of the test are put among the training rows, all of which are scored, and those alone.</param>
    public static (LabelledTable Train, LabelledTable Test) Read(string path, int rows, int seed, Protocol protocol)
    {
        using var archive = ZipFile.OpenRead(path);
        var (train, test, labels) = (Array(archive, path, "train"), Array(archive, path, "test"), Labels(archive, path));
        if (train.Shape is not [_, var width] || test.Shape is not [var scored, var same] || same != width || scored != labels.Length)
        {
            throw new InvalidDataException(
                $"Arrays of '{path}' must be train and test [rows, features] and test_labels [rows]; got other sizes. Leave the set out.");
        }

        var (normal, judged) = (Table(train, width, new bool[train.Shape[0]]), Table(test, width, labels));
        if (protocol == Protocol.OneClass)
        {
            return (Drawn(normal, rows), Drawn(judged, MostScored));
        }

        var mixed = Mixed(Drawn(normal, (int)(rows * (1 - Contamination))), judged);
        return (mixed, mixed);

        LabelledTable Table(NpyArray array, int features, bool[] kinds) =>
            new(Path.GetFileNameWithoutExtension(path), [.. array.Values.Select(value => (float)value)], features, kinds);

        LabelledTable Drawn(LabelledTable table, int most)
        {
            int[] places = [.. Enumerable.Range(0, table.Rows)];
            new Random(seed).Shuffle(places);
            return table.Select([.. places.Take(most).Order()]);
        }

        LabelledTable Mixed(LabelledTable rows, LabelledTable others)
        {
            var anomalies = others.Select([.. Enumerable.Range(0, others.Rows).Where(row => others.Labels[row])]);
            var added = Drawn(anomalies, Math.Max(1, (int)Math.Round(rows.Rows * Contamination / (1 - Contamination))));
            return rows with { Features = [.. rows.Features, .. added.Features], Labels = [.. rows.Labels, .. added.Labels] };
        }
    }

    private static bool HasBothKinds(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return Labels(archive, path).Distinct().Count() == 2;
    }

    private static bool[] Labels(ZipArchive archive, string path) => [.. Array(archive, path, "test_labels").Values.Select(label => label != 0)];

    private static NpyArray Array(ZipArchive archive, string path, string name)
    {
        var entry = archive.GetEntry(name + ".npy")
            ?? throw new InvalidDataException($"File '{path}' must hold an array '{name}'; got none. Leave the set out.");
        using var stream = entry.Open();
        return NpyArray.Read(stream, $"{path}:{name}");
    }
}
