using System.IO.Hashing;

namespace Vae.Data.Sources.Parquet;

/// <summary>
/// Looks at the pages of a column before they are decoded: they must fill it, hold a value for every row, and have the bytes that their checksums
/// say, where there are any. What is found wrong here would else be a wrong number.
/// </summary>
internal static class PageCheck
{
    private const int DataPage = 0;

    private const int DataPageOfVersion2 = 3;

    /// <summary>Checks a column.</summary>
    /// <param name="chunk">Its bytes: header, page, header, page.</param>
    /// <param name="rows">Number of rows of the row group.</param>
    /// <exception cref="InvalidDataException">It is damaged; the message continues "got".</exception>
    public static void Of(ReadOnlySpan<byte> chunk, int rows)
    {
        var values = 0L;
        for (var page = 1; !chunk.IsEmpty; page++)
        {
            var header = PageHeader.Read(chunk, out var length);
            chunk = chunk[length..];
            if (header.CompressedBytes < 0 || header.CompressedBytes > chunk.Length || header.Bytes < 0 || header.Values < 0)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"page {page} of {header.CompressedBytes:N0} bytes where {chunk.Length:N0} are left"));
            }

            if (!header.IsPacked && header.Bytes != header.CompressedBytes)
            {
                throw new InvalidDataException(FormattableString.Invariant($"page {page} that is packed and says that it is not"));
            }

            if (header.Checksum is { } checksum && Crc32.HashToUInt32(chunk[..header.CompressedBytes]) != (uint)checksum)
            {
                throw new InvalidDataException(FormattableString.Invariant($"page {page} with other bytes than its checksum says"));
            }

            values += header.Type is DataPage or DataPageOfVersion2 ? header.Values : 0;
            chunk = chunk[header.CompressedBytes..];
        }

        if (values != rows)
        {
            throw new InvalidDataException(FormattableString.Invariant($"pages with {values:N0} values for {rows:N0} rows"));
        }
    }
}
