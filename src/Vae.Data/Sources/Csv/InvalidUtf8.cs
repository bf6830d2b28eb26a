using System.Globalization;
using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Vae.Data.Sources.Csv;

/// <summary>Bytes that are no UTF-8.</summary>
internal static class InvalidUtf8
{
    /// <summary>The place of the first such byte in <paramref name="bytes"/>; −1 where there is none.</summary>
    public static int In(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return -1;
        }

        var place = 0;
        while (Rune.DecodeFromUtf8(bytes[place..], out _, out var length) == OperationStatus.Done)
        {
            place += length;
        }

        return place;
    }

    public static string Message(string source, long line, byte found, string option) => string.Create(
        CultureInfo.InvariantCulture,
        $"Line {line} of '{source}' must be UTF-8 text; got byte 0x{found:X2}, as Latin-1 and Windows files have it. "
        + $"Name what it was written in, such as {option} latin1, or save it as UTF-8.");
}
