using Vae.MLNet.Features;

namespace Vae.MLNet.Contract;

/// <summary>
/// Tells whether rows are those that trained, without holding any of them. Of the rows that stood once, the few hundred with the smallest salted
/// hashes are taken, a choice that can be repeated on any rows (bottom-k sketch, Cohen 1997); each of them sets one bit of a field (Bloom 1970). Rows
/// that trained and whose hashes lie in the range find their bits set, of others one in sixteen does: many rows together tell, one alone does not.
/// </summary>
internal static class SketchedRows
{
    /// <summary>Rows that set a bit, at most; fewer than a score of them say too little.</summary>
    public const int MostRows = 256, FewestRows = 20;

    /// <summary>Bytes of a field, at most.</summary>
    public const int MostBytes = MostRows * BitsPerRow / 8;

    private const int BitsPerRow = 16;

    /// <summary>The share of bits that are set: that of other rows that find theirs so.</summary>
    public static double Fill(this TrainingSketch sketch) => sketch.Field.Sum(bits => byte.PopCount(bits)) / (8.0 * sketch.Field.Length);

    /// <summary>The sketch of training rows; null where too few of them stand once.</summary>
    /// <param name="rows">Row-major, offsets taken off [rows, features].</param>
    /// <param name="width">Features.</param>
    /// <param name="seed">Seed of the salt, beside the rows themselves: no two tables share one.</param>
    public static TrainingSketch? Of(ReadOnlySpan<float> rows, int width, int seed)
    {
        var (hashes, salt) = (new ulong[rows.Length / width], SplitMix.Mix((ulong)seed));
        for (var row = 0; row < hashes.Length; row++)
        {
            hashes[row] = RowHash.Of(rows.Slice(row * width, width));
            salt = SplitMix.Mix(salt ^ hashes[row]);
        }

        for (var row = 0; row < hashes.Length; row++)
        {
            hashes[row] = Salted(hashes[row], salt);
        }

        Array.Sort(hashes);
        var taken = hashes.Where((hash, i) => (i == 0 || hashes[i - 1] != hash) && (i + 1 == hashes.Length || hashes[i + 1] != hash))
            .Take(MostRows).ToArray();
        if (taken.Length < FewestRows)
        {
            return null;
        }

        var sketch = new TrainingSketch(salt, taken.Length == MostRows ? taken[^1] : ulong.MaxValue, new byte[taken.Length * BitsPerRow / 8]);
        foreach (var hash in taken)
        {
            var (place, bit) = Place(sketch, hash);
            sketch.Field[place] |= bit;
        }

        return sketch;
    }

    /// <summary>The salted hash of a row [features] that lies in the range; null for others, which say nothing.</summary>
    public static ulong? HashInRange(this TrainingSketch sketch, ReadOnlySpan<float> row) =>
        Salted(RowHash.Of(row), sketch.Salt) is var hash && hash <= sketch.Range ? hash : null;

    /// <summary>True where the bit of a hash in the range is set.</summary>
    public static bool MayHold(this TrainingSketch sketch, ulong hash)
    {
        var (place, bit) = Place(sketch, hash);
        return (sketch.Field[place] & bit) != 0;
    }

    private static ulong Salted(ulong hash, ulong salt) => SplitMix.Mix(hash ^ salt);

    private static (int Place, byte Bit) Place(TrainingSketch sketch, ulong hash)
    {
        // Mixed again: in a short range the hashes themselves would crowd a part of the field.
        var place = (int)(SplitMix.Mix(hash) % (8UL * (ulong)sketch.Field.Length));
        return (place / 8, (byte)(1 << (place % 8)));
    }
}
