using System.Buffers;
using Parquet.Meta;
using Snappier;
using ZstdSharp;

namespace Vae.Data.Sources.Parquet;

/// <summary>
/// Unpacks the pages of a column into memory that is used again, in the two ways that nearly all files are packed. The decoder would unpack each page
/// by way of arrays of its own, five times the column for every column of every row group, and the process would grow with the file.
/// </summary>
internal static class PageUnpacking
{
    /// <summary>A whole number of 32 bits as Thrift writes it takes no more.</summary>
    private const int LongestNumber = 5;

    /// <summary>True for columns that are unpacked here.</summary>
    public static bool Takes(CompressionCodec codec) => codec is CompressionCodec.SNAPPY or CompressionCodec.ZSTD;

    /// <summary>The same pages unpacked, with headers that say so.</summary>
    /// <param name="chunk">The column: pages that were checked.</param>
    /// <param name="codec">How they are packed.</param>
    /// <param name="memory">Where the memory for the pages comes from; the caller gives it back.</param>
    /// <exception cref="InvalidDataException">A page has other bytes than it says; the message continues "got".</exception>
    public static (byte[] Bytes, int Length) Of(ReadOnlySpan<byte> chunk, CompressionCodec codec, ArrayPool<byte> memory)
    {
        var unpacked = memory.Rent(Room(chunk, codec));
        try
        {
            using var zstd = codec == CompressionCodec.ZSTD ? new Decompressor() : null;
            var to = 0;
            for (var page = 1; !chunk.IsEmpty; page++)
            {
                var header = PageHeader.Read(chunk, out var length);
                var body = chunk.Slice(length, header.CompressedBytes);
                to += WriteHeader(chunk[..length], header, unpacked.AsSpan(to));
                var plain = Plain(header);
                body[..plain].CopyTo(unpacked.AsSpan(to));
                if (Unpack(body[plain..], unpacked.AsSpan(to + plain, header.Bytes - plain), zstd) != header.Bytes - plain)
                {
                    throw Broken(page, header);
                }

                to += header.Bytes;
                chunk = chunk[(length + header.CompressedBytes)..];
            }

            return (unpacked, to);
        }
        catch
        {
            memory.Return(unpacked);
            throw;
        }
    }

    /// <summary>
    /// Memory for all pages. What a header says is believed where the packed bytes say so too: a damaged number would else ask for gigabytes.
    /// </summary>
    private static int Room(ReadOnlySpan<byte> chunk, CompressionCodec codec)
    {
        var room = 0L;
        for (var page = 1; !chunk.IsEmpty; page++)
        {
            var header = PageHeader.Read(chunk, out var length);
            var body = chunk.Slice(length, header.CompressedBytes);
            var plain = Plain(header);
            if (plain > Math.Min(body.Length, header.Bytes) || !MayHold(body[plain..], header.Bytes - plain, codec))
            {
                throw Broken(page, header);
            }

            room += length + LongestNumber + header.Bytes;
            chunk = chunk[(length + header.CompressedBytes)..];
        }

        return room <= Array.MaxLength
            ? (int)room
            : throw new InvalidDataException(FormattableString.Invariant($"pages of {room:N0} bytes, which no array holds"));
    }

    /// <summary>Bytes at the start of a page that are never packed.</summary>
    private static int Plain(PageHeader header) => header.IsPacked ? header.LevelBytes : header.Bytes;

    private static bool MayHold(ReadOnlySpan<byte> packed, int bytes, CompressionCodec codec) =>
        packed.IsEmpty ? bytes == 0
        : codec == CompressionCodec.SNAPPY ? Snappy.GetUncompressedLength(packed) == bytes
        : (ulong)bytes <= Decompressor.GetDecompressedSize(packed);   // an upper bound, where the packed bytes do not say

    private static InvalidDataException Broken(int page, PageHeader header) =>
        new(FormattableString.Invariant($"page {page} that does not unpack to the {header.Bytes:N0} bytes it says"));

    /// <summary>The header as it stands, but for the size of the page that follows.</summary>
    private static int WriteHeader(ReadOnlySpan<byte> header, PageHeader values, Span<byte> to)
    {
        var (start, end) = values.SizePlace;
        header[..start].CopyTo(to);
        var length = start;
        for (var rest = (uint)values.Bytes << 1; ; rest >>= 7)   // never negative: the zigzag of a size is twice the size
        {
            to[length++] = (byte)(rest > 127 ? (rest & 127) | 128 : rest);
            if (rest <= 127)
            {
                break;
            }
        }

        header[end..].CopyTo(to[length..]);
        return length + header.Length - end;
    }

    private static int Unpack(ReadOnlySpan<byte> packed, Span<byte> to, Decompressor? zstd) =>
        packed.IsEmpty ? 0 : zstd is null ? Snappy.Decompress(packed, to) : zstd.Unwrap(packed, to);
}
