namespace Vae.Data.Sources;

/// <summary>
/// The arrays that columns of row groups are decoded into, used again from row group to row group and from file to file of one pass. They are large
/// objects, which the runtime collects last of all: one set for every file would all lie there together.
/// </summary>
internal sealed class ColumnMemory
{
    private readonly Dictionary<Type, List<Array>> _idle = [];

    /// <summary>Arrays that were made so far, of all types.</summary>
    public int Made { get; private set; }

    /// <summary>An array that holds at least so many values, with whatever was left in it.</summary>
    public T[] Rent<T>(int length)
    {
        lock (_idle)
        {
            if (_idle.TryGetValue(typeof(T), out var idle) && idle.Count > 0)
            {
                var place = Math.Max(idle.FindIndex(array => array.Length >= length), 0);
                var found = (T[])idle[place];
                idle.RemoveAt(place);
                if (found.Length >= length)
                {
                    return found;   // one that is too short is let go: row groups have grown, and it would never be taken again
                }
            }

            Made++;
        }

        return new T[length];
    }

    /// <summary>Takes an array back.</summary>
    public void Return<T>(T[] array)
    {
        lock (_idle)
        {
            if (!_idle.TryGetValue(typeof(T), out var idle))
            {
                _idle[typeof(T)] = idle = [];
            }

            idle.Add(array);
        }
    }
}
