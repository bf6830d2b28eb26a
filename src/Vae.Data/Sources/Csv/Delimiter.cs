namespace Vae.Data.Sources.Csv;

/// <summary>What stands between cells, by the name of a file.</summary>
internal static class Delimiter
{
    /// <summary>A tab for .tsv and .tab, null for any other.</summary>
    public static char? Of(string path) => Path.GetExtension(path).ToLowerInvariant() is ".tsv" or ".tab" ? '\t' : null;
}
