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
    public static (LabelledTable Train, LabelledTable Test) Read(string path, int rows, int seed)
    {
        using var archive = ZipFile.OpenRead(path);
        var (train, test, labels) = (Array(archive, path, "train"), Array(archive, path, "test"), Labels(archive, path));
        return train.Shape is [_, var width] && test.Shape is [var scored, var same] && same == width && scored == labels.Length
            ? (Drawn(Table(train, width, new bool[train.Shape[0]]), rows), Drawn(Table(test, width, labels), MostScored))
            : throw new InvalidDataException(
                $"Arrays of '{path}' must be train and test [rows, features] and test_labels [rows]; got other sizes. Leave the set out.");

        LabelledTable Table(NpyArray array, int features, bool[] kinds) =>
            new(Path.GetFileNameWithoutExtension(path), [.. array.Values.Select(value => (float)value)], features, kinds);

        LabelledTable Drawn(LabelledTable table, int most)
        {
            int[] places = [.. Enumerable.Range(0, table.Rows)];
            new Random(seed).Shuffle(places);
            return table.Select([.. places.Take(most).Order()]);
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
