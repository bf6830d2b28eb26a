namespace Vae.Training.Pixels;

/// <summary>Training images in an array of the user's.</summary>
/// <param name="values">[rows, channels, height, width].</param>
/// <param name="length">Values of an image.</param>
internal sealed class PixelsInMemory(float[] values, int length) : IPixelSource
{
    /// <inheritdoc/>
    public int Rows => values.Length / length;

    /// <inheritdoc/>
    public int Length => length;

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<long> rows, Span<float> pixels, CancellationToken cancellation)
    {
        for (var place = 0; place < rows.Length; place++)
        {
            values.AsSpan((int)rows[place] * length, length).CopyTo(pixels[(place * length)..]);
        }
    }
}
