namespace Vae.Data.Runs.Sinks;

/// <summary>Memory that the columns of a row group need one after the other while they are written, used again for every group.</summary>
internal sealed class GroupRoom
{
    private int[] _levels = [];
    private ReadOnlyMemory<char>[] _texts = [];

    /// <summary>A number for each of some cells.</summary>
    public Memory<int> Levels(int cells) => Of(ref _levels, cells);

    /// <summary>A text for each of some cells.</summary>
    public Memory<ReadOnlyMemory<char>> Texts(int cells) => Of(ref _texts, cells);

    private static Memory<T> Of<T>(ref T[] memory, int cells)
    {
        if (memory.Length < cells)
        {
            memory = new T[cells + (cells / 16)];   // the next group may have a few more
        }

        return memory.AsMemory(0, cells);
    }
}
