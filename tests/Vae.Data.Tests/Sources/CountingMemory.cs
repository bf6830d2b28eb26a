using System.Buffers;

namespace Vae.Data.Tests.Sources;

/// <summary>A pool that knows how many of its arrays are out, and refuses one that is not.</summary>
internal sealed class CountingMemory : ArrayPool<byte>
{
    private readonly HashSet<byte[]> _out = [];

    public int Out => _out.Count;

    public override byte[] Rent(int minimumLength)
    {
        var array = new byte[minimumLength];
        lock (_out)
        {
            _out.Add(array);
        }

        return array;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        lock (_out)
        {
            Assert.True(_out.Remove(array), "An array came back that was not out.");
        }
    }
}
