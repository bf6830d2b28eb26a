using System.Globalization;
using System.IO.Compression;
using Sylvan.Data.Csv;

namespace Vae.Quality.Data;

/// <summary>Reads a data set: <c>.npz</c> with arrays <c>X</c> [rows, features] and <c>y</c> [rows], 0 = normal; or CSV with a header and a label column.</summary>
internal static class TableFile
{
    /// <summary>The data sets of a folder, by the number in front of their names and then by name.</summary>
    public static IReadOnlyList<string> In(string folder, IReadOnlyList<string> sets)
    {
        string[] files = [.. Directory.EnumerateFiles(folder)
            .Where(file => Path.GetExtension(file) is ".npz" or ".csv")
            .OrderBy(file => int.TryParse(Path.GetFileName(file).Split('_')[0], CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue)
            .ThenBy(file => file, StringComparer.Ordinal)];
        var missing = sets.Where(set => !files.Any(file => Is(file, set))).ToArray();
        return missing.Length > 0
            ? throw new ArgumentException($"Set '{missing[0]}' must be a .npz or .csv file of folder '{folder}'; got none of that name. See what is there with ls.", nameof(sets))
            : [.. files.Where(file => sets.Count == 0 || sets.Any(set => Is(file, set)))];

        static bool Is(string file, string set) => Path.GetFileNameWithoutExtension(file) == set;
    }

    public static LabelledTable Read(string path, string labelColumn) => Path.GetExtension(path) == ".npz" ? ReadArrays(path) : ReadCsv(path, labelColumn);

    private static LabelledTable ReadArrays(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var features = Read("X");
        var labels = Read("y");
        return features.Shape is [var rows, var width] && labels.Values.Length == rows
            ? new LabelledTable(Path.GetFileNameWithoutExtension(path), [.. features.Values.Select(value => (float)value)], width, [.. labels.Values.Select(label => label != 0)])
            : throw new InvalidDataException($"Arrays of '{path}' must be X [rows, features] and y [rows]; got [{string.Join(", ", features.Shape)}] and [{string.Join(", ", labels.Shape)}].");

        NpyArray Read(string name)
        {
            var entry = archive.GetEntry(name + ".npy") ?? throw new InvalidDataException(
                $"File '{path}' must hold an array '{name}'; got {string.Join(", ", archive.Entries.Select(entry => entry.Name))}. Save it with numpy.savez(path, X=…, y=…).");
            using var stream = entry.Open();
            return NpyArray.Read(stream, $"{path}:{name}");
        }
    }

    private static LabelledTable ReadCsv(string path, string labelColumn)
    {
        using var reader = CsvDataReader.Create(path);
        string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        var label = Array.FindIndex(names, name => name.Equals(labelColumn, StringComparison.OrdinalIgnoreCase));
        if (label < 0)
        {
            throw new InvalidDataException($"File '{path}' must have a label column '{labelColumn}'; got {string.Join(", ", names)}. Name it with --label.");
        }

        List<float> features = [];
        List<bool> labels = [];
        while (reader.Read())
        {
            for (var column = 0; column < names.Length; column++)
            {
                if (column != label)
                {
                    features.Add(reader.GetString(column) is "" ? float.NaN : reader.GetFloat(column));
                }
            }

            labels.Add(reader.GetDouble(label) != 0);
        }

        return new LabelledTable(Path.GetFileNameWithoutExtension(path), [.. features], names.Length - 1, [.. labels]);
    }
}
