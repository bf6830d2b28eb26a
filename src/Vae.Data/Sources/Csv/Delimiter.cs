using System.Text.RegularExpressions;

namespace Vae.Data.Sources.Csv;

/// <summary>What stands between cells: by the name of a file, or by what its first records look like.</summary>
internal static partial class Delimiter
{
    private const byte Default = (byte)',';

    /// <summary>In the order of preference where the records fit several: a comma is also part of numbers and of texts.</summary>
    private static readonly byte[] Usual = [(byte)'\t', (byte)';', (byte)'|', Default];

    /// <summary>Only where nothing usual is there, and every record fits.</summary>
    private static readonly byte[] Unusual = [(byte)' ', (byte)':'];

    /// <summary>A tab for .tsv and .tab, null for any other.</summary>
    public static char? Of(string path) => Path.GetExtension(Unpacked(path)).ToLowerInvariant() is ".tsv" or ".tab" ? '\t' : null;

    /// <summary>The one by which most records have as many cells as the first, which has several.</summary>
    /// <param name="name">What messages call the table.</param>
    /// <param name="text">Its first records.</param>
    /// <exception cref="VaeDataException">Cells are aligned by runs of spaces.</exception>
    public static byte Find(string name, byte[] text)
    {
        var fits = Usual.Select(delimiter => (Delimiter: delimiter, Fit: Fit(text, delimiter))).Where(found => found.Fit.Cells > 1).ToList();
        if (fits.Count > 0)
        {
            return fits.OrderByDescending(found => found.Fit.Share).ThenByDescending(found => found.Fit.Cells).First().Delimiter;
        }

        foreach (var delimiter in Unusual)
        {
            if (Fit(text, delimiter) is { Cells: > 1, Share: 1, Records: > 1 })
            {
                return delimiter;
            }
        }

        RequireNoRuns(name, text);
        return Default;
    }

    /// <summary>What to say of a delimiter that is not usual; null for one that is.</summary>
    public static string? Remark(byte delimiter) => delimiter switch
    {
        (byte)' ' => "Cells are taken apart at spaces.",
        (byte)':' => "Cells are taken apart at colons.",
        _ => null,
    };

    private static (int Cells, double Share, int Records) Fit(byte[] text, byte delimiter)
    {
        var records = RecordSample.Of(text, delimiter);
        return records is [{ } header, ..]
            ? (header.Length, records.Count(record => record?.Length == header.Length) / (double)records.Count, records.Count)
            : (1, 0, records.Count);
    }

    private static void RequireNoRuns(string name, byte[] text)
    {
        int[] cells = [.. RecordSample.Of(text, Default).Select(record => record is [var line] ? Spaces().Count(line) + 1 : 1)];
        if (cells.Length > 1 && cells[0] > 1 && cells.All(count => count == cells[0]))
        {
            throw new VaeDataException(
                $"Data file '{name}' must have one delimiter between cells; got {cells[0]} cells a line between runs of spaces. "
                + "Put one there, such as: sed 's/^ *//' | tr -s ' ' ','.");
        }
    }

    private static string Unpacked(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;

    [GeneratedRegex(@"[ \t]+")]
    private static partial Regex Spaces();
}
