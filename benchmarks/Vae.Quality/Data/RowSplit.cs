using System.Globalization;

namespace Vae.Quality.Data;

/// <summary>The rows of a data set that train and those that are scored, by their index in the file.</summary>
internal sealed record RowSplit(int[] Train, int[] Test)
{
    /// <summary>Rows beyond this number are left out, by a seeded draw.</summary>
    public const int MostRows = 10_000;

    /// <summary>
    /// Reads the one-class split of one seed: a line <c>train</c> and a line <c>test</c>, each followed by indices of rows of the file, from 0,
    /// separated by blanks. Rows that neither names were left out by the cap.
    /// </summary>
    public static RowSplit Read(string path)
    {
        var lines = File.ReadLines(path).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0)
            .ToDictionary(words => words[0], words => words[1..].Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray());
        return lines.TryGetValue("train", out var train) && lines.TryGetValue("test", out var test)
            ? new RowSplit(train, test)
            : throw new InvalidDataException($"Split '{path}' must have a line 'train' and a line 'test'; got {string.Join(", ", lines.Keys.Select(key => $"'{key}'"))}.");
    }

    /// <summary>Draws a one-class split: at most <see cref="MostRows"/> rows, then half of the normal ones, both by the seed.</summary>
    public static RowSplit Draw(bool[] labels, int seed)
    {
        int[] rows = [.. Enumerable.Range(0, labels.Length)];
        var random = new Random(seed);
        random.Shuffle(rows);
        var kept = rows[..Math.Min(rows.Length, MostRows)];
        int[] normal = [.. kept.Where(row => !labels[row])];
        return new RowSplit(normal[..(normal.Length / 2)], [.. normal[(normal.Length / 2)..], .. kept.Where(row => labels[row])]);
    }
}
