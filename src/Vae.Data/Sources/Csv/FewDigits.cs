using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Vae.Data.Sources.Csv;

/// <summary>
/// Reads a plain number of four to eight characters as one word of eight: cells differ in length and in where the point stands, and a loop over their
/// characters waits for the processor, which guesses wrong where each ends. The digits are added up in pairs, then fours, then all
/// (D. Lemire, "Number parsing at a gigabyte per second", 2021).
/// </summary>
internal static class FewDigits
{
    /// <summary>The fewest characters, so that two reads of four cover the text.</summary>
    public const int Least = 4;

    /// <summary>The most characters: one word.</summary>
    public const int Most = 8;

    private const ulong Zeros = 0x3030303030303030;
    private const ulong Points = 0x2E2E2E2E2E2E2E2E;
    private const ulong HighHalves = 0xF0F0F0F0F0F0F0F0;

    /// <summary>Reads digits with at most one point among them, which does not stand first; false for other text.</summary>
    /// <param name="text">The characters, <see cref="Least"/> to <see cref="Most"/> of them.</param>
    /// <param name="mantissa">The digits without the point.</param>
    /// <param name="decimals">How many of them stand behind the point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> text, out long mantissa, out int decimals)
    {
        // The two reads overlap where there are fewer than eight, with the same bytes. What is left below them becomes zeros in front.
        ulong first = BinaryPrimitives.ReadUInt32LittleEndian(text);
        ulong last = BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]);
        var front = 8 * (Most - text.Length);
        var word = ((first << front) | (last << 32)) | (Zeros & ((1UL << front) - 1));

        decimals = 0;
        var isPoint = ZeroBytes(word ^ Points);
        var startsWithPoint = text[0] == '.';
        if (isPoint != 0)
        {
            // Digits before the point move up by one, over it; a second point is then no digit.
            var place = BitOperations.TrailingZeroCount(isPoint) & ~7;
            var before = word & ((1UL << place) - 1);
            word = ((word >> place >> 8) << 8 << place) | (before << 8) | '0';
            decimals = Most - 1 - (place / 8);
        }

        mantissa = Sum(word - Zeros);
        return !startsWithPoint && (word & HighHalves) == Zeros && ((word + 0x0606060606060606) & HighHalves) == Zeros;
    }

    /// <summary>The highest bit of each byte that is zero, from below; those above the first such byte may be wrong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ZeroBytes(ulong word) => (word - 0x0101010101010101) & ~word & 0x8080808080808080;

    /// <summary>The number of eight digits, the first in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Sum(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (long)((((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }
}
