using Vae.Quality.Data;
using Vae.Quality.OddBench;

namespace Vae.Quality.Large;

/// <summary>
/// Tables of many rows, real ones of a folder and generated ones. The scored rows are the same whatever the number of training rows: normal ones
/// that never train, and at most a tenth as many anomalies.
/// </summary>
internal static class LargeTables
{
    /// <summary>Rows that are scored.</summary>
    public const int ScoredNormal = 10_000, ScoredAnomalies = 1_000;

    /// <summary>The names of all tables: files of the folder, then structures.</summary>
    public static IReadOnlyList<string> Names(string? folder) =>
    [
        .. folder is null ? [] : TableFile.In(folder, []).Select(Path.GetFileNameWithoutExtension).OfType<string>(), .. GeneratedTable.Structures,
    ];

    /// <summary>Reads or makes a table; null where a file has too few normal rows.</summary>
    /// <param name="folder">Folder of <c>.npz</c> files with X and y, or with train, test and test_labels; or null.</param>
    /// <param name="name">Name of a file without its extension, or of a structure.</param>
    /// <param name="rows">Rows that train.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static (LabelledTable Train, LabelledTable Test)? Read(string? folder, string name, int rows, int seed)
    {
        if (GeneratedTable.Structures.Contains(name))
        {
            var generated = new GeneratedTable(name, seed);
            return (generated.Train(rows), generated.Test(ScoredNormal, ScoredAnomalies / Enum.GetValues<AnomalyKind>().Length));
        }

        var path = TableFile.In(folder ?? ".", [name])[0];
        var table = Path.GetExtension(path) == ".npz" && SplitTables.Is(path) ? SplitTables.ReadAll(path) : TableFile.Read(path, labelColumn: "Label");
        int[] order = [.. Enumerable.Range(0, table.Rows)];
        new Random(seed).Shuffle(order);
        var kinds = order.ToLookup(row => table.Labels[row]);
        int[] normal = [.. kinds[false]];
        return normal.Length < ScoredNormal + rows
            ? null
            : (table.Select(normal[ScoredNormal..(ScoredNormal + rows)]), table.Select([.. normal[..ScoredNormal], .. kinds[true].Take(ScoredAnomalies)]));
    }
}
