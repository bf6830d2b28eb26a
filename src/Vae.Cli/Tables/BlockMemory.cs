using System.Buffers;

namespace Vae.Cli.Tables;

/// <summary>
/// The memory of the blocks in flight, used again and again. Not the shared pools: these keep arrays for every thread that ever returned one, so that a
/// long run would take more memory than a short one.
/// </summary>
internal static class BlockMemory
{
    /// <summary>Larger arrays (rows of a monstrous length) are left to the garbage collector.</summary>
    private const int MaxLength = 1 << 26;

    private static readonly int Blocks = Environment.ProcessorCount + 3;

    public static ArrayPool<byte> Bytes { get; } = ArrayPool<byte>.Create(MaxLength, 2 * Blocks);

    public static ArrayPool<float> Features { get; } = ArrayPool<float>.Create(MaxLength, Blocks);

    public static ArrayPool<long> RowNumbers { get; } = ArrayPool<long>.Create(MaxLength, Blocks);

    public static ArrayPool<bool> Labels { get; } = ArrayPool<bool>.Create(MaxLength, Blocks);
}
