namespace Vae.Training.Pixels;

/// <summary>Goes through training images some at a time.</summary>
internal static class PixelParts
{
    /// <summary>Images that are read together.</summary>
    public const int Rows = 64;

    /// <summary>All images in parts, in order, as the user has them [rows, values]; each part is gone before the next.</summary>
    /// <param name="source">Where they are.</param>
    /// <param name="cancellation">Abandons the reading.</param>
    public static IEnumerable<ArraySegment<float>> Parts(this IPixelSource source, CancellationToken cancellation)
    {
        var values = new float[Math.Min(Rows, source.Rows) * source.Length];
        for (var first = 0; first < source.Rows; first += Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            long[] rows = [.. Enumerable.Range(first, Math.Min(Rows, source.Rows - first))];
            source.Read(rows, values, cancellation);
            yield return new(values, 0, rows.Length * source.Length);
        }
    }
}
