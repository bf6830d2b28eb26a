using System.Text;

namespace Vae.Data.Sources.Csv;

/// <summary>What has to be done to the bytes of a file before they are UTF-8 with line feeds.</summary>
/// <param name="IsGzip">True where they are packed.</param>
/// <param name="Encoding">What they mean; null for UTF-8.</param>
/// <param name="EndsWithReturns">True where lines end with a carriage return alone, as old Macs and some instruments write them.</param>
internal sealed record TextForm(bool IsGzip = false, Encoding? Encoding = null, bool EndsWithReturns = false)
{
    /// <summary>Enough to see that every other byte is NUL, as in text of two bytes a letter.</summary>
    private const int ProbeBytes = 256;

    /// <summary>From this share of NUL bytes on it is no text of one byte a letter; a few in some cell are a fault of its row.</summary>
    private const double NulShare = 0.2;

    public bool IsPlain => this == new TextForm();

    /// <summary>The form of bytes that are not packed any more, but for the ends of lines.</summary>
    /// <param name="start">The first bytes.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="options">What the user says of it.</param>
    /// <exception cref="VaeDataException">They are no text.</exception>
    public static TextForm Of(ReadOnlySpan<byte> start, string name, TableOptions options)
    {
        var encoding = options.Encoding ?? (
            start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? Encoding.UTF32
            : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode
            : start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
            : null);
        if (start.StartsWith("PAR1"u8))
        {
            throw new VaeDataException(
                $"Data file '{name}' must be a file on disk, as Parquet is read from its end; got a pipe or a packed file. "
                + "Give it as it is on disk.");
        }

        if (encoding is null && Kind(start) is { } kind)
        {
            throw new VaeDataException($"Data file '{name}' must be text; got {kind}. Save it as CSV.");
        }

        var probe = start[..Math.Min(start.Length, ProbeBytes)];
        if (encoding is null && probe.Count((byte)0) > NulShare * probe.Length)
        {
            throw new VaeDataException(
                $"Data file '{name}' must be text; got NUL bytes, as UTF-16 without its mark has them, and files of programs. "
                + $"For UTF-16: {options.Names.Encoding} utf-16.");
        }

        return new(Encoding: encoding is null or UTF8Encoding ? null : Strict(encoding));
    }

    /// <summary>True where lines end with a carriage return alone.</summary>
    public static bool HasOnlyReturns(ReadOnlySpan<byte> text) => text.Contains((byte)'\r') && !text.Contains((byte)'\n');

    private static string? Kind(ReadOnlySpan<byte> start) =>
        start.StartsWith("PK\u0003\u0004"u8) ? "a zip file, as workbooks (.xlsx) are too"
        : start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? "an old workbook (.xls)"
        : start.StartsWith("SQLite format 3"u8) ? "a database"
        : start.StartsWith("%PDF"u8) ? "a PDF file"
        : null;

    /// <summary>The same encoding, but one that throws at bytes that mean nothing in it.</summary>
    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }
}
