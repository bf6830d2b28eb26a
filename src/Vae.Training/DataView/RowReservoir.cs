namespace Vae.Training.DataView;

/// <summary>Keeps all rows while they fit, and a uniform random sample of them otherwise (reservoir sampling, Vitter 1985, algorithm R).</summary>
internal sealed class RowReservoir
{
    private readonly int _width;
    private readonly int _capacity;
    private readonly Random _random;
    private float[] _rows = [];
    private string[]? _groups;
    private long _seen;
    private long _place;

    /// <param name="width">Features of a row.</param>
    /// <param name="memoryBytes">Most bytes that the rows may take; at least one row is kept.</param>
    /// <param name="seed">Seed of the sample.</param>
    public RowReservoir(int width, long memoryBytes, int seed)
    {
        _width = width;
        _capacity = (int)Math.Clamp(memoryBytes / sizeof(float) / width, 1, (Array.MaxLength / width) - 1);
        _random = new Random(seed);
    }

    private int Kept => (int)Math.Min(_seen, _capacity);

    /// <summary>Where to put the next row; its place may be taken by a later one.</summary>
    public Span<float> Next()
    {
        var place = _seen < _capacity ? _seen : _random.NextInt64(_seen + 1);
        _seen++;
        if (place >= _capacity)
        {
            place = _capacity;
        }

        _place = place;

        // One place beyond the capacity takes the rows that are not kept.
        var end = checked((int)((place + 1) * _width));
        if (_rows.Length < end)
        {
            var limit = (int)Math.Min(Array.MaxLength, (_capacity + 1L) * _width);
            Array.Resize(ref _rows, Math.Max(end, Math.Min(limit, Math.Max(1024, (int)Math.Min(int.MaxValue, 2L * _rows.Length)))));
        }

        return _rows.AsSpan(end - _width, _width);
    }

    /// <summary>Says which group the row that was placed last belongs to.</summary>
    public void SetGroup(string group)
    {
        if (_place >= (_groups?.Length ?? 0))
        {
            Array.Resize(ref _groups, (int)Math.Min(_capacity + 1L, Math.Max(64, 2 * (_place + 1))));
        }

        _groups![_place] = group;
    }

    /// <summary>The kept rows, with their groups where those were said.</summary>
    public ReadRows ToRows() => new(_rows.AsSpan(0, Kept * _width).ToArray(), _groups?[..Kept]);
}
