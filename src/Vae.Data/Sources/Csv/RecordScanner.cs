namespace Vae.Data.Sources.Csv;

/// <summary>
/// Finds where records end without taking them apart: the cheap first half of reading, which cuts a file into blocks that can be parsed
/// in parallel. A line feed ends a record unless it stands inside quotes; blank lines are no records.
/// </summary>
internal static class RecordScanner
{
    /// <summary>Counts the whole records at the start of <paramref name="data"/>, which starts at a record.</summary>
    /// <param name="data">Bytes of the file.</param>
    /// <param name="isLast">True when the file ends with <paramref name="data"/>, so that a last record needs no line feed.</param>
    public static RecordSpan Scan(ReadOnlySpan<byte> data, bool isLast)
    {
        int records = 0, lines = 0, recordLines = 0, start = 0, position = 0;
        var inQuotes = false;
        var hasQuotes = data.Contains((byte)'"');
        while (position < data.Length)
        {
            var step = hasQuotes ? data[position..].IndexOfAny((byte)'"', (byte)'\n') : data[position..].IndexOf((byte)'\n');
            if (step < 0)
            {
                break;
            }

            position += step + 1;
            if (data[position - 1] == '"')
            {
                inQuotes = !inQuotes;
                continue;
            }

            recordLines++;
            if (!inQuotes)
            {
                records += IsBlank(data[start..position]) ? 0 : 1;
                lines += recordLines;
                recordLines = 0;
                start = position;
            }
        }

        return isLast && start < data.Length
            ? new(data.Length, records + (IsBlank(data[start..]) ? 0 : 1), lines + recordLines + 1)
            : new(start, records, lines);
    }

    /// <summary>The first record of <paramref name="data"/>, which starts with one, however broken it is.</summary>
    public static RecordSpan First(ReadOnlySpan<byte> data)
    {
        var (position, lines, inQuotes) = (0, 0, false);
        while (data[position..].IndexOfAny((byte)'"', (byte)'\n') is >= 0 and var step)
        {
            position += step + 1;
            inQuotes ^= data[position - 1] == '"';
            lines += data[position - 1] == '\n' ? 1 : 0;
            if (data[position - 1] == '\n' && !inQuotes)
            {
                return new(position, 1, lines);
            }
        }

        return new(data.Length, 1, lines + 1);
    }

    /// <summary>True for an empty line, with or without its line feed.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimEnd("\r\n"u8).IsEmpty;
}

/// <summary>A run of whole records.</summary>
/// <param name="Length">Size in bytes.</param>
/// <param name="Records">Number of records, blank lines not counted.</param>
/// <param name="Lines">Number of lines, blank ones and those inside quotes counted.</param>
internal readonly record struct RecordSpan(int Length, int Records, int Lines);
