namespace Vae.Data.Runs;

/// <summary>A uniform sample of rows of unknown number: reservoir sampling (Vitter 1985, algorithm R) with a fixed seed.</summary>
/// <param name="most">Most rows that are kept.</param>
/// <param name="width">Features of a row.</param>
internal sealed class RowSample(int most, int width)
{
    private readonly Random _random = new(0);
    private readonly List<float[]> _rows = [];
    private long _seen;

    /// <summary>The rows that were kept: [rows, features].</summary>
    public float[] Features => [.. _rows.SelectMany(row => row)];

    /// <summary>Adds rows [rows, features], in order.</summary>
    public void Add(ReadOnlySpan<float> features)
    {
        for (var start = 0; start < features.Length; start += width)
        {
            var place = _seen++ < most ? _rows.Count : _random.NextInt64(_seen);
            if (place < _rows.Count)
            {
                _rows[(int)place] = features.Slice(start, width).ToArray();
            }
            else if (_rows.Count < most)
            {
                _rows.Add(features.Slice(start, width).ToArray());
            }
        }
    }
}
