using System.Collections.Concurrent;

namespace Vae.Service.Models;

/// <summary>The models by name. Whoever swaps one never makes a request wait or fail.</summary>
internal sealed class ModelRegistry : IDisposable
{
    private readonly ConcurrentDictionary<string, ModelPlace> _places = new(StringComparer.Ordinal);

    /// <summary>All files that are known, by name.</summary>
    public IReadOnlyList<ModelPlace> Places => [.. _places.Values.OrderBy(place => place.Name, StringComparer.Ordinal)];

    /// <summary>The place of a name; null where there is none.</summary>
    public ModelPlace? Find(string name) => _places.GetValueOrDefault(name);

    /// <summary>The model of a name for one request; null where none is served.</summary>
    public ModelLease? Acquire(string name)
    {
        // A model that was retired between the two looks has a successor, or is gone.
        while (_places.TryGetValue(name, out var place) && place.Served is { } served)
        {
            if (served.TryEnter())
            {
                return new ModelLease(served);
            }
        }

        return null;
    }

    /// <summary>Puts a place in the stead of that of the same name; the model that it no longer has is retired.</summary>
    public void Put(ModelPlace place)
    {
        var before = Find(place.Name)?.Served;
        _places[place.Name] = place;
        if (before != place.Served)
        {
            before?.Leave();
        }
    }

    /// <summary>Takes a name away, and retires its model.</summary>
    public void Remove(string name)
    {
        if (_places.TryRemove(name, out var place))
        {
            place.Served?.Leave();
        }
    }

    public void Dispose()
    {
        foreach (var place in Places)
        {
            Remove(place.Name);
        }
    }
}
