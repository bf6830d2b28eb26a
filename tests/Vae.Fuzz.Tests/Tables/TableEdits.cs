namespace Vae.Fuzz.Tests.Tables;

/// <summary>What goes wrong in tables: cells, rows and columns that are not as they should be.</summary>
internal static class TableEdits
{
    private const int LongCell = 20_000;

    private static readonly string[] Cells =
    [
        "NaN", "-NaN", "nan", "Infinity", "-Infinity", "inf", "\u221E", "1e38", "3.5e38", "1e39", "1e308", "1e999", "-1e308", "1e-400", "0x1F",
        "1,5", "1.000,5", "1 000", "+1", " 1 ", "\t2", ".5", "5.", "-.5", "1e5", "1E+5", "1e", "--1", "1-", "(1)", "5%", "$5", "\u06615",
        "\uFF11", "\u00A01", "\u2212" + "1", "NA", "n/a", "N/A", "NULL", "null", "None", "?", "-", "--", "...", "*", "#N/A", "#DIV/0!", "1.#INF",
        "nil", "true", "false", "\0", "1\0", "\u001b[31m", "\"", "\"\"", "\"\"\"", "a\"b", "\"a", "\"a\nb\"", "\"a\"b", "red ", "RED", "\u00E9",
        "\uFEFF", "\uD83D\uDE00", "'", "=1+1", "0000000000000000000000000000000001", "9007199254740993", "-0", "1_000", "-999",
        "123456789012345678901234567890", "0.1234567890123456789", "1\u200B",
    ];

    /// <summary>Up to three changes of the lines.</summary>
    public static void Apply(Random random, List<string> lines, char delimiter)
    {
        for (var edits = random.Next(4); edits > 0; edits--)
        {
            Edit(random, lines, delimiter);
        }
    }

    private static void Edit(Random random, List<string> lines, char delimiter)
    {
        var place = random.Next(lines.Count);
        var cells = lines[place].Split(delimiter).ToList();
        var cell = random.Next(cells.Count);
        switch (random.Next(14))
        {
            case < 6:
                cells[cell] = Cells[random.Next(Cells.Length)];
                break;
            case 6:
                cells[cell] = new string((char)random.Next(32, 127), random.Next(LongCell));
                break;
            case 7:
                cells.RemoveAt(cell);
                break;
            case 8:
                cells.Insert(cell, "1");
                break;
            case 9:
                lines.Insert(random.Next(lines.Count + 1), random.Next(2) == 0 ? lines[place] : "");
                return;
            case 10:
                Column(random, lines, delimiter, cell);
                return;
            case 11:
                lines.RemoveAt(place);
                lines.Add(string.Join(delimiter, cells));
                return;
            case 12:
                cells[cell] = lines[0].Split(delimiter)[0];
                break;
            default:
                lines.RemoveRange(place, lines.Count - place);
                lines.Add(string.Join(delimiter, cells.Take(cell)));
                return;
        }

        lines[place] = string.Join(delimiter, cells);
    }

    /// <summary>A column filled with one value, copied, taken out or swapped with the first.</summary>
    private static void Column(Random random, List<string> lines, char delimiter, int column)
    {
        var (kind, value) = (random.Next(4), Cells[random.Next(Cells.Length)]);
        for (var line = 0; line < lines.Count; line++)
        {
            var cells = lines[line].Split(delimiter).ToList();
            if (column >= cells.Count)
            {
                continue;
            }

            switch (kind)
            {
                case 0 when line > 0:
                    cells[column] = value;
                    break;
                case 1:
                    cells.Add(cells[column]);
                    break;
                case 2:
                    cells.RemoveAt(column);
                    break;
                case 3:
                    (cells[0], cells[column]) = (cells[column], cells[0]);
                    break;
            }

            lines[line] = string.Join(delimiter, cells);
        }
    }
}
