using System.Text;
using Vae.MLNet.Features;

namespace Vae.Data.Sources.Csv;

/// <summary>The names of the columns, and where the rows start.</summary>
/// <param name="Names">The names, each once.</param>
/// <param name="FirstRowOffset">The place of the first row in the text, in bytes.</param>
/// <param name="FirstDataLine">Its line, counted from 1.</param>
/// <param name="Remark">What was passed over, or null.</param>
internal sealed record CsvHeader(IReadOnlyList<string> Names, int FirstRowOffset, long FirstDataLine, string? Remark)
{
    /// <summary>Reads the header.</summary>
    /// <param name="name">What messages call the table.</param>
    /// <param name="preamble">What stands before it.</param>
    /// <param name="records">The first records after that.</param>
    /// <param name="delimiter">What stands between cells.</param>
    /// <param name="options">Whether there is one.</param>
    /// <exception cref="VaeDataException">There is none, or it looks like data, or names a column twice.</exception>
    public static CsvHeader Read(string name, Preamble preamble, byte[] records, byte delimiter, TableOptions options)
    {
        var cursor = new RecordCursor(records, records.Length, delimiter, 1 + preamble.Lines);
        if (!cursor.MoveNext())
        {
            throw new VaeDataException($"Data file '{name}' must start with a header row; got an empty file.");
        }

        if (cursor.Flaw is { } flaw)
        {
            throw new VaeDataException(FormattableString.Invariant($"Line {cursor.Line} of '{name}' {flaw}"));
        }

        var start = (Offset: preamble.Length, Line: 1L + preamble.Lines);
        if (!options.HasHeader)
        {
            return new(NamesOf([.. Enumerable.Repeat("", cursor.Count)]), start.Offset, start.Line, Comments(preamble.Comments));
        }

        var sample = RecordSample.Of(records, delimiter);
        var row = new HeaderRow(sample);
        if (!row.IsNames && Commented(preamble, delimiter, cursor.Count) is { } commented)
        {
            return new(
                Once(name, NamesOf(commented)), start.Offset, start.Line,
                $"The names of the columns are those of the last line that starts with #.{Comments(preamble.Comments - 1, " ")}");
        }

        var names = NamesOf(sample[0]!);
        if (names.All(cell => CellValue.TryNumber(Encoding.UTF8.GetBytes(cell), out _)))
        {
            throw NoHeader(name, $"only numbers ({NameList.Of(names, 3)})", options);
        }

        return row.Data is { } data
            ? throw NoHeader(name, $"what looks like data: {data}", options)
            : new(Once(name, names), preamble.Length + cursor.Position, cursor.NextLine, Comments(preamble.Comments));
    }

    private static VaeDataException NoHeader(string name, string found, TableOptions options) => new(
        $"Data file '{name}' must start with a header row; got {found}. "
        + $"Put the column names into the first line; or, if it is data: {options.Names.NoHeader}.");

    /// <summary>The names in the last comment before the rows, which has as many cells as they have; null where it is a comment.</summary>
    private static string[]? Commented(Preamble preamble, byte delimiter, int cells)
    {
        var sample = RecordSample.Of(preamble.LastComment.AsSpan().TrimStart("# "u8).ToArray(), delimiter);
        return cells > 1 && sample is [{ } names] && names.Length == cells ? names : null;
    }

    private static string? Comments(int lines, string before = "") =>
        lines > 0 ? FormattableString.Invariant($"{before}{lines:N0} comment lines before the rows are passed over.") : null;

    private static string[] NamesOf(string[] cells) =>
        [.. cells.Select((cell, place) => cell.Length > 0 ? cell : FormattableString.Invariant($"Column{place + 1}"))];

    private static string[] Once(string name, string[] names) =>
        names.GroupBy(cell => cell, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated
            ? throw new VaeDataException(
                $"Column '{repeated.Key}' of '{name}' must be named once; got {repeated.Count()} of them. Rename them in the header.")
            : names;
}
