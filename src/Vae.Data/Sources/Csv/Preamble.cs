namespace Vae.Data.Sources.Csv;

/// <summary>What stands before the header: a byte-order mark, blank lines, a line that names the delimiter, comments.</summary>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Delimiter">What a line <c>sep=;</c> names, or null.</param>
/// <param name="Comments">Number of lines that start with <c>#</c>.</param>
/// <param name="LastComment">The last of them, which may be the header; empty where there is none.</param>
internal sealed record Preamble(int Length, int Lines, byte? Delimiter, int Comments, byte[] LastComment)
{
    /// <summary>Looks at the first bytes of a text.</summary>
    /// <returns>Null where it may go on beyond them.</returns>
    public static Preamble? Of(ReadOnlySpan<byte> text, bool isAll)
    {
        var (position, lines, comments) = (text.StartsWith("\uFEFF"u8) ? 3 : 0, 0, 0);
        byte? delimiter = null;
        ReadOnlySpan<byte> lastComment = [];
        while (text[position..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = text.Slice(position, end).TrimEnd((byte)'\r');
            if (lines == 0 && Named(line) is { } named)
            {
                delimiter = named;
            }
            else if (line.StartsWith("#"u8))
            {
                comments++;
                lastComment = line;
            }
            else if (!line.IsEmpty)
            {
                return new(position, lines, delimiter, comments, lastComment.ToArray());
            }

            (position, lines) = (position + end + 1, lines + 1);
        }

        return isAll ? new(position, lines, delimiter, comments, lastComment.ToArray()) : null;
    }

    /// <summary>The delimiter of <c>sep=;</c>, by which spreadsheets tell each other; with quotes around it too.</summary>
    private static byte? Named(ReadOnlySpan<byte> line)
    {
        var text = line.Trim((byte)'"');
        return text.Length == 5 && text.StartsWith("sep="u8) && text[4] < 128 ? text[4] : null;
    }
}
