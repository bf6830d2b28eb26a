using System.Buffers;
using System.Globalization;
using System.Text;
using Vae.Data.Sources;

namespace Vae.Data.Runs.Sinks;

/// <summary>Lines of a table as UTF-8 bytes, built cell by cell. Rents its memory; dispose it.</summary>
internal sealed class CsvText(char delimiter) : CellWriter, IDisposable
{
    private static readonly ArrayPool<byte> Memory = BlockMemory.Pool<byte>();

    /// <summary>Room for the longest number.</summary>
    private const int NumberBytes = 32;

    /// <summary>Texts up to this need no array on their way.</summary>
    private const int SmallBytes = 512;

    private readonly SearchValues<byte> _special = SearchValues.Create([(byte)delimiter, (byte)'"', (byte)'\r', (byte)'\n']);
    private byte[] _buffer = Memory.Rent(1 << 18);
    private int _length;
    private bool _isLineStart = true;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public override void Add(long value) => AddNumber(value);

    /// <summary>Adds a number with as many digits as it needs to be read back exactly.</summary>
    public override void Add(float value) => AddNumber(value);

    public override void Add(double value) => AddNumber(value);

    public override void Add(bool value) => AddUtf8(value ? "true"u8 : "false"u8);

    public override void Add(ReadOnlySpan<char> value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> bytes = most <= SmallBytes ? stackalloc byte[SmallBytes] : new byte[most];
        AddUtf8(bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    public override void AddMissing() => StartCell(0);

    /// <summary>Adds the header.</summary>
    public void AddNames(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Add(name);
        }

        EndRow();
    }

    /// <summary>Adds text, in quotes where it needs them.</summary>
    internal override void AddUtf8(ReadOnlySpan<byte> value)
    {
        StartCell((2 * value.Length) + 2);
        if (!value.ContainsAny(_special))
        {
            Append(value);
            return;
        }

        Append("\""u8);
        foreach (var part in value)
        {
            Append(part == '"' ? "\"\""u8 : [part]);
        }

        Append("\""u8);
    }

    public override void EndRow()
    {
        Reserve(1);
        _buffer[_length++] = (byte)'\n';
        _isLineStart = true;
    }

    public void Dispose() => Memory.Return(_buffer);

    private void AddNumber<T>(T number)
        where T : IUtf8SpanFormattable
    {
        StartCell(NumberBytes);
        number.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    private void StartCell(int bytes)
    {
        Reserve(bytes + 1);
        if (!_isLineStart)
        {
            _buffer[_length++] = (byte)delimiter;
        }

        _isLineStart = false;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length >= bytes)
        {
            return;
        }

        var larger = Memory.Rent(Math.Max(2 * _buffer.Length, _length + bytes));
        Bytes.CopyTo(larger);
        Memory.Return(_buffer);
        _buffer = larger;
    }
}
