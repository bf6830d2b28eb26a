namespace Vae.MLNet.Images;

/// <summary>
/// How the pixels of a line become fewer or more: each new pixel is a weighted mean of the old ones around its place, with weights that fall
/// linearly to zero one new pixel away (one old pixel, where the line grows). That is bilinear interpolation with antialiasing: every old
/// pixel counts, none is skipped. Equal lengths copy.
/// </summary>
internal sealed class ResamplingAxis
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    public ResamplingAxis(int source, int target)
    {
        (_first, _weights) = (new int[target], new float[target][]);
        var scale = (double)source / target;
        var reach = Math.Max(1, scale);
        for (var index = 0; index < target; index++)
        {
            var centre = ((index + 0.5) * scale) - 0.5;
            var first = Math.Max(0, (int)Math.Floor(centre - reach) + 1);
            var last = Math.Min(source - 1, (int)Math.Ceiling(centre + reach) - 1);
            var raw = Enumerable.Range(first, last - first + 1).Select(place => 1 - (Math.Abs(place - centre) / reach)).ToArray();
            var sum = raw.Sum();
            _first[index] = first;
            _weights[index] = [.. raw.Select(weight => (float)(weight / sum))];
        }
    }

    public int Length => _first.Length;

    /// <summary>The first old pixel that counts for a new one.</summary>
    public int First(int index) => _first[index];

    /// <summary>The weights of the old pixels from there on; they add up to 1.</summary>
    public ReadOnlySpan<float> Weights(int index) => _weights[index];
}
