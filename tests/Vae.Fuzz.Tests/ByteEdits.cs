namespace Vae.Fuzz.Tests;

/// <summary>Changes of bytes whose meaning nobody knows.</summary>
internal static class ByteEdits
{
    private const int LongestRange = 64;

    private static readonly byte[] Telling = [0, 1, 0x0A, 0x22, 0x7F, 0x80, 0xFF];

    /// <summary>Bytes with one to four changes.</summary>
    /// <param name="random">Which.</param>
    /// <param name="bytes">The bytes; not changed themselves.</param>
    /// <param name="other">Bytes of the same kind, parts of which may be put in.</param>
    public static byte[] Of(Random random, byte[] bytes, byte[] other)
    {
        var result = bytes;
        for (var edits = 1 + (random.Next(3) == 0 ? random.Next(4) : 0); edits > 0; edits--)
        {
            result = Edit(random, result, other);
        }

        return result;
    }

    private static byte[] Edit(Random random, byte[] bytes, byte[] other)
    {
        if (bytes.Length == 0)
        {
            return other[..random.Next(other.Length + 1)];
        }

        var place = random.Next(bytes.Length);
        var range = place..Math.Min(bytes.Length, place + 1 + random.Next(LongestRange));
        var result = bytes.ToArray();
        switch (random.Next(11))
        {
            case 0 or 1 or 2:
                result[place] ^= (byte)(1 << random.Next(8));
                return result;
            case 3:
                result[place] = (byte)random.Next(256);
                return result;
            case 4:
                result[place] = Telling[random.Next(Telling.Length)];
                return result;
            case 5:
                result.AsSpan(range).Fill(Telling[random.Next(Telling.Length)]);
                return result;
            case 6:
                result.AsSpan(range).Reverse();
                return result;
            case 7:
                return random.Next(4) == 0 ? bytes[..place] : [.. bytes[..range.Start], .. bytes[range.End..]];
            case 8:
                return [.. bytes[..range.End], .. bytes[range], .. bytes[range.End..]];
            case 9:
                var swapped = random.Next(bytes.Length);
                (result[place], result[swapped]) = (result[swapped], result[place]);
                return result;
            default:
                var from = random.Next(other.Length);
                var to = random.Next(4) == 0 ? other.Length : Math.Min(other.Length, from + 1 + random.Next(LongestRange));
                return [.. bytes[..place], .. other[from..to], .. bytes[Math.Min(bytes.Length, place + to - from)..]];
        }
    }
}
