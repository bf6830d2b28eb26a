using System.Buffers.Binary;
using System.IO.Compression;
using Vae.MLNet.Contract;

namespace Vae.MLNet.Images;

/// <summary>An IDX file of bytes, the format of MNIST, plain or compressed with gzip: its sizes and its content.</summary>
internal sealed record IdxFile(string Path, IReadOnlyList<int> Sizes, byte[] Content)
{
    private const byte UnsignedByte = 8;
    private const int MaxContent = 1 << 30;

    /// <summary>True where the file starts as IDX files of bytes with 1 or 3 axes do.</summary>
    public static bool IsOne(string path)
    {
        if (FilePlace.Of(path).IsStream)
        {
            return false;   // a look would take the bytes away
        }

        using var stream = Open(path);
        Span<byte> start = stackalloc byte[4];
        try
        {
            return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start is [0, 0, UnsignedByte, 1 or 3];
        }
        catch (InvalidDataException)
        {
            return false;   // starts like gzip and is none
        }
    }

    /// <summary>Reads a file of <paramref name="axes"/> axes.</summary>
    /// <exception cref="InvalidDataException">The file is no such IDX file, or ends early.</exception>
    public static IdxFile Read(string path, int axes)
    {
        using var stream = Open(path);
        var header = new byte[4 + (4 * axes)];
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read < header.Length || header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != axes)
        {
            throw new InvalidDataException(
                $"IDX file '{path}' must hold bytes along {axes} axes; got another header. "
                + $"Pass {(axes == 3 ? "an images" : "a labels")} file as MNIST has it.");
        }

        int[] sizes = [.. Enumerable.Range(1, axes).Select(axis => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * axis)))];
        var length = sizes.Aggregate((Int128)1, (product, size) => product * Math.Max(0, size));
        if (sizes.Any(size => size < 0) || length > MaxContent)
        {
            throw new InvalidDataException(
                $"IDX file '{path}' must hold at most {MaxContent >> 20} MiB; its header says {string.Join(" x ", sizes)}. Split it.");
        }

        var content = new byte[(int)length];
        read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return read == content.Length
            ? new(path, sizes, content)
            : throw new InvalidDataException(FormattableString.Invariant(
                $"IDX file '{path}' must hold {content.Length} bytes, as its header says; got {read}. Copy it again."));
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        var isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
