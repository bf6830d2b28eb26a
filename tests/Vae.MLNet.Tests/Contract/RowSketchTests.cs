using Vae.MLNet.Contract;

namespace Vae.MLNet.Tests.Contract;

/// <summary>The field of bits that knows rows without holding them.</summary>
public sealed class RowSketchTests
{
    [Fact]
    public void No_row_of_it_is_missed_and_one_in_sixteen_of_others_looks_like_one()
    {
        var (known, others) = (Rows(2_000, seed: 1), Rows(20_000, seed: 2));

        var field = RowSketch.Of(known, width: 3);

        Assert.Equal(2_000 * 16 / 64, field.Length);
        Assert.All(known.Chunk(3), row => Assert.True(RowSketch.MayHold(field, row)));
        Assert.InRange(others.Chunk(3).Average(row => RowSketch.MayHold(field, row) ? 1.0 : 0), 0.05, 0.07);
    }

    [Fact]
    public void Zeros_of_either_sign_and_missing_values_of_any_bits_are_the_same_row()
    {
        var field = RowSketch.Of([0, float.NaN], width: 2);

        Assert.True(RowSketch.MayHold(field, [-0f, BitConverter.Int32BitsToSingle(0x7FC00001)]));
        Assert.Equal([0L], RowSketch.Of([], width: 2));
    }

    /// <summary>FNV-1a of four zero bytes is 0x4D25767F9DCE13F5, finished 0x4D33A93727192487, computed apart from docs/model-format.md: bit 7.</summary>
    [Fact]
    public void The_bit_is_where_the_format_says() => Assert.Equal([1L << 7], RowSketch.Of([0], width: 1));

    private static float[] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * 3).Select(_ => random.NextSingle())];
    }
}
