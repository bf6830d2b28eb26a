using System.Buffers;
using Parquet.Meta;

namespace Vae.Data.Sources.Parquet;

/// <summary>
/// A file of which a part can be held in memory, to be looked at and then decoded. Its asynchronous calls end at once: the threads of a run compute
/// and wait for nothing.
/// </summary>
internal sealed class ChunkStream(string path) : Stream
{
    /// <summary>Columns as they stand and unpacked.</summary>
    private static readonly ArrayPool<byte> Memory = BlockMemory.Pool<byte>();

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 12);
    private byte[]? _held;
    private long _start;
    private int _length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _file.Length;

    public override long Position { get; set; }

    /// <summary>Takes a part of the file into memory; until <see cref="LetGo"/>, nothing else can be read.</summary>
    public ReadOnlySpan<byte> Hold(long start, long length)
    {
        if (start < 0 || length is < 0 or > int.MaxValue || start + length > _file.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant($"a column of {length:N0} bytes at {start:N0} of {_file.Length:N0}"));
        }

        (_start, _length, _held) = (start, (int)length, Memory.Rent((int)length));
        _file.Position = start;
        _file.ReadExactly(_held, 0, _length);
        return _held.AsSpan(0, _length);
    }

    /// <summary>Holds the pages of the same part unpacked, as if the file had them so.</summary>
    /// <param name="codec">How they are packed.</param>
    /// <exception cref="InvalidDataException">One of them cannot be unpacked; the message continues "got".</exception>
    public void Unpack(CompressionCodec codec)
    {
        var (bytes, length) = PageUnpacking.Of(_held.AsSpan(0, _length), codec, Memory);
        Memory.Return(_held!);
        (_held, _length) = (bytes, length);
    }

    /// <summary>Gives the memory back.</summary>
    public void LetGo()
    {
        if (_held is not null)
        {
            Memory.Return(_held);
            _held = null;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_held is null)
        {
            _file.Position = Position;
            read = _file.Read(buffer);
        }
        else
        {
            // The decoder takes the end of a file for bytes and would go on for ever.
            var place = Position - _start;
            read = place >= 0 && place < _length
                ? Math.Min(buffer.Length, _length - (int)place)
                : throw new EndOfStreamException("fewer values than rows");
            _held.AsSpan((int)place, read).CopyTo(buffer);
        }

        Position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? Position : Length);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        LetGo();
        _file.Dispose();
        base.Dispose(disposing);
    }
}
