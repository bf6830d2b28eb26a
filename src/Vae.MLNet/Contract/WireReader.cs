namespace Vae.MLNet.Contract;

/// <summary>Walks over the fields of a protocol buffer without making anything of them, to measure a file before it is parsed.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the field that <see cref="Next"/> read.</summary>
    public int Field { get; private set; }

    /// <summary>Its content: of bytes, texts and messages; empty for numbers.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>
    /// True where the bytes end early or are no protocol buffer. Groups, which ONNX does not have, count as such: nothing may hide in them.
    /// </summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads a field; false at the end and where the bytes are broken.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty || !TryNumber(out var tag))
        {
            return false;
        }

        Field = (int)Math.Min(tag >> 3, int.MaxValue);
        Content = default;
        return (tag & 7) switch
        {
            0 => TryNumber(out _),
            1 => TryTake(sizeof(long)),
            2 => TryNumber(out var length) && TryTake(length),
            5 => TryTake(sizeof(int)),
            _ => Broken(),
        };
    }

    private bool TryTake(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            return Broken();
        }

        Content = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    private bool TryNumber(out ulong number)
    {
        number = 0;
        for (var i = 0; i < 10 && i < _rest.Length; i++)
        {
            number |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        return Broken();
    }

    private bool Broken()
    {
        IsBroken = true;
        return false;
    }
}
