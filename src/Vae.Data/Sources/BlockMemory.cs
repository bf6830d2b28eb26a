using System.Buffers;

namespace Vae.Data.Sources;

/// <summary>
/// The memory of the blocks in flight, used again and again. Not the shared pools: these keep arrays for every thread that ever returned one, so that a
/// long run would take more memory than a short one.
/// </summary>
internal static class BlockMemory
{
    /// <summary>Larger arrays (rows of a monstrous length) are left to the garbage collector.</summary>
    private const int MaxLength = 1 << 26;

    private static readonly int Blocks = Environment.ProcessorCount + 3;

    /// <summary>A pool with an array for every block in flight.</summary>
    public static ArrayPool<T> Pool<T>() => ArrayPool<T>.Create(MaxLength, Blocks);
}
