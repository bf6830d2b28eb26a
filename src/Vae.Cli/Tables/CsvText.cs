using System.Buffers;
using System.Globalization;

namespace Vae.Cli.Tables;

/// <summary>Lines of a table as UTF-8 bytes, built cell by cell. Rents its memory; dispose it.</summary>
internal sealed class CsvText(byte delimiter) : IDisposable
{
    /// <summary>Room for the longest number.</summary>
    private const int NumberBytes = 32;

    private readonly SearchValues<byte> _special = SearchValues.Create([delimiter, (byte)'"', (byte)'\r', (byte)'\n']);
    private byte[] _buffer = BlockMemory.Bytes.Rent(1 << 18);
    private int _length;
    private bool _isLineStart = true;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Adds a number with as many digits as it needs to be read back exactly.</summary>
    public void Add<T>(T number)
        where T : IUtf8SpanFormattable
    {
        StartCell(NumberBytes);
        number.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Add(bool value) => Add(value ? "true"u8 : "false"u8);

    /// <summary>Adds text, in quotes where it needs them.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        StartCell((2 * text.Length) + 2);
        if (!text.ContainsAny(_special))
        {
            Append(text);
            return;
        }

        Append("\""u8);
        foreach (var value in text)
        {
            Append(value == '"' ? "\"\""u8 : [value]);
        }

        Append("\""u8);
    }

    public void EndLine()
    {
        Reserve(1);
        _buffer[_length++] = (byte)'\n';
        _isLineStart = true;
    }

    /// <summary>Forgets the lines.</summary>
    public void Clear() => _length = 0;

    public void Dispose() => BlockMemory.Bytes.Return(_buffer);

    private void StartCell(int bytes)
    {
        Reserve(bytes + 1);
        if (!_isLineStart)
        {
            _buffer[_length++] = delimiter;
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

        var larger = BlockMemory.Bytes.Rent(Math.Max(2 * _buffer.Length, _length + bytes));
        Bytes.CopyTo(larger);
        BlockMemory.Bytes.Return(_buffer);
        _buffer = larger;
    }
}
