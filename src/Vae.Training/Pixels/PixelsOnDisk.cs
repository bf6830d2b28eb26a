using Vae.MLNet;

namespace Vae.Training.Pixels;

/// <summary>Training images that stay in their files, and are read anew whenever they are looked at.</summary>
/// <param name="images">The images, all of which could be read.</param>
/// <param name="shape">What they are brought to.</param>
internal sealed class PixelsOnDisk(VaeImageSet images, VaeImageShape shape) : IPixelSource
{
    /// <inheritdoc/>
    public int Rows => images.Count;

    /// <inheritdoc/>
    public int Length => shape.Length;

    /// <inheritdoc/>
    /// <exception cref="IOException">An image can no longer be read.</exception>
    public void Read(ReadOnlySpan<long> rows, Span<float> pixels, CancellationToken cancellation)
    {
        var indexes = new int[rows.Length];
        for (var place = 0; place < rows.Length; place++)
        {
            indexes[place] = (int)rows[place];
        }

        var next = 0;
        foreach (var image in images.At(indexes).Read(shape, cancellation))
        {
            if (!image.IsRead)
            {
                throw new IOException(
                    $"Image '{image.Source}' must stay readable while it trains; got {image.Status}: {image.Remark}. "
                    + "Leave the images alone until training ends.");
            }

            image.Pixels.CopyTo(pixels[(next++ * shape.Length)..]);
        }
    }
}
