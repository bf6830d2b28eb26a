using System.Text;

namespace Vae.Data.Sources.Csv;

/// <summary>The cells of the first records of a table, for a look at them.</summary>
internal static class RecordSample
{
    /// <summary>Enough to tell a delimiter from a character in texts, and names from data.</summary>
    private const int MostRecords = 100;

    /// <summary>The records, without spaces around cells; null for one that cannot be taken apart.</summary>
    /// <param name="text">Whole records.</param>
    /// <param name="delimiter">What stands between cells.</param>
    public static IReadOnlyList<string[]?> Of(byte[] text, byte delimiter)
    {
        var (cursor, records) = (new RecordCursor(text, text.Length, delimiter, firstLine: 1), new List<string[]?>());
        while (records.Count < MostRecords && cursor.MoveNext())
        {
            records.Add(cursor.Flaw is not null ? null : Cells(cursor));
        }

        return records;
    }

    private static string[] Cells(RecordCursor cursor)
    {
        var cells = new string[cursor.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Encoding.UTF8.GetString(cursor[i]).Trim();
        }

        return cells;
    }
}
