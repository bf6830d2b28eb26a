namespace Vae.Data.Shards;

/// <summary>The names of the files in a folder of parts.</summary>
internal static class ShardFiles
{
    private const string Pattern = "part-*-of-*.csv";

    /// <summary>The file of a part.</summary>
    public static string Part(string folder, Shard shard) =>
        Path.Combine(folder, FormattableString.Invariant($"part-{shard.Number:00000}-of-{shard.Count:00000}.csv"));

    /// <summary>The record beside a part.</summary>
    public static string Record(string part) => Path.ChangeExtension(part, ".json");

    /// <summary>The parts that a folder has, finished or not, in order.</summary>
    public static string[] Parts(string folder) => [.. Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal)];

    /// <summary>Takes away what an earlier run of the same part left: its record first, so that it never speaks for another file.</summary>
    public static void Clear(string folder, string part)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Record(part));
        foreach (var rest in Directory.EnumerateFiles(folder, $"{Path.GetFileName(part)}.*.tmp"))
        {
            File.Delete(rest);
        }
    }
}
