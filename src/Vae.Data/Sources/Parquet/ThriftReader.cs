namespace Vae.Data.Sources.Parquet;

/// <summary>Reads what page headers are made of: structs in Thrift's compact protocol.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int DeepestStruct = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Moves to the next field of a struct.</summary>
    /// <param name="field">The number of the last field, 0 before the first; becomes that of the next.</param>
    /// <param name="type">Its type.</param>
    /// <returns>False at the end of the struct.</returns>
    public bool NextField(ref int field, out int type)
    {
        var head = ReadByte();
        type = head & 15;
        field = head >> 4 is > 0 and var step ? field + step : type == 0 ? field : ReadInt();
        return type != 0;
    }

    /// <summary>A whole number.</summary>
    public int ReadInt()
    {
        var value = ReadVarint();
        return (int)((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>Passes over a value.</summary>
    public void Skip(int type, int depth = 0)
    {
        if (depth > DeepestStruct)
        {
            throw Broken();
        }

        switch (type)
        {
            case 1 or 2:
                break;
            case 3:
                Move(1);
                break;
            case 4 or 5 or 6:
                ReadVarint();
                break;
            case 7:
                Move(sizeof(double));
                break;
            case 8:
                Move(ReadVarint());
                break;
            case 12:
                for (var field = 0; NextField(ref field, out var inner);)
                {
                    Skip(inner, depth + 1);
                }

                break;
            default:
                throw Broken();   // page headers have no lists and no maps
        }
    }

    private static InvalidDataException Broken() => new("a page without a header");

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = ReadByte();
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }

        throw Broken();
    }

    private byte ReadByte()
    {
        Move(1);
        return _bytes[Position - 1];
    }

    private void Move(ulong length) =>
        Position = length <= (ulong)(_bytes.Length - Position) ? Position + (int)length : throw Broken();
}
