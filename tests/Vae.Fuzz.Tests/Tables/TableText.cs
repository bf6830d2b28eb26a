using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Vae.Fuzz.Tests.Tables;

/// <summary>Made-up tables with the columns of the model and others, written in one of the ways in which people write them.</summary>
internal static class TableText
{
    private const int MostRows = 40;

    private static readonly string[] Columns = ["w", "x", "y", "colour", "kind", "id", "when"];

    /// <summary>A file.</summary>
    public static byte[] Of(Random random)
    {
        string[] names = random.Next(3) == 0 ? [.. Columns.OrderBy(_ => random.Next())] : Columns;
        var delimiter = ",,,;\t|"[random.Next(6)];
        var end = random.Next(8) switch { 0 or 1 => "\r\n", 2 => "\r", _ => "\n" };
        var lines = new List<string> { Line(names, delimiter, random) };
        for (var rows = random.Next(MostRows); rows > 0; rows--)
        {
            lines.Add(Line(names.Select(name => Cell(name, lines.Count, random)), delimiter, random));
        }

        TableEdits.Apply(random, lines, delimiter);
        var start = random.Next(20) switch { 0 => $"sep={delimiter}{end}", 1 => $"# a comment{end}", _ => "" };
        var bytes = Encoded(start + string.Join(end, lines) + (random.Next(4) == 0 ? "" : end), random);
        return random.Next(12) == 0 ? Packed(bytes) : bytes;
    }

    private static string Cell(string column, int row, Random random) => column switch
    {
        "colour" => random.Next(8) switch { 0 => "", 1 => "green", < 5 => "red", _ => "blue" },
        "kind" => random.Next(6) switch { 0 => "broken", 1 => "", _ => "normal" },
        "id" => FormattableString.Invariant($"r{row}"),
        "when" => FormattableString.Invariant($"2026-01-{1 + (row % 28):00}"),
        _ => random.Next(10) == 0 ? "" : ((random.NextDouble() * 4) - 2).ToString(random.Next(2) == 0 ? "R" : "0.###", CultureInfo.InvariantCulture),
    };

    private static string Line(IEnumerable<string> cells, char delimiter, Random random) =>
        string.Join(delimiter, cells.Select(cell => random.Next(15) == 0 ? $"\"{cell}\"" : cell));

    private static byte[] Encoded(string text, Random random) => random.Next(12) switch
    {
        0 => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
        1 => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)],
        2 => Encoding.Latin1.GetBytes(text),
        3 => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
        _ => Encoding.UTF8.GetBytes(text),
    };

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
