namespace Vae.MLNet.Contract;

/// <summary>
/// Which rows a made-up one must not be, without the rows: one bit of a field for each (Bloom 1970, with one hash). A row whose bit is set may be
/// among them; of others one in sixteen looks so too. That is why the field does not tell who was among the training rows.
/// </summary>
internal static class RowSketch
{
    /// <summary>Bits of the field for each row.</summary>
    public const int BitsPerRow = 16;

    private const int WordBits = 64;

    /// <summary>The field of rows [words].</summary>
    /// <param name="rows">Row-major: [rows, features].</param>
    /// <param name="width">Features.</param>
    public static long[] Of(ReadOnlySpan<float> rows, int width)
    {
        var words = new long[Math.Max(1, rows.Length / width * BitsPerRow / WordBits)];
        for (var start = 0; start < rows.Length; start += width)
        {
            var (word, bit) = Place(rows.Slice(start, width), words.Length);
            words[word] |= bit;
        }

        return words;
    }

    /// <summary>True where a row [features] may be among those that the field was made of; never false where it is.</summary>
    public static bool MayHold(ReadOnlySpan<long> words, ReadOnlySpan<float> row)
    {
        var (word, bit) = Place(row, words.Length);
        return (words[word] & bit) != 0;
    }

    private static (int Word, long Bit) Place(ReadOnlySpan<float> row, int words)
    {
        var place = (int)(Hash(row) % ((ulong)words * WordBits));
        return (place / WordBits, 1L << (place % WordBits));
    }

    /// <summary>FNV-1a over the bits of the numbers, all missing values alike and no negative zero; then the finaliser of MurmurHash3.</summary>
    private static ulong Hash(ReadOnlySpan<float> row)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in row)
        {
            var bits = float.IsNaN(value) ? 0x7FC00000U : BitConverter.SingleToUInt32Bits(value + 0f);
            for (var shift = 0; shift < 32; shift += 8)
            {
                hash = (hash ^ ((bits >> shift) & 0xFF)) * 1099511628211UL;
            }
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return hash ^ (hash >> 33);
    }
}
