using Vae.Training.Pixels;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>The training images as tensors, some at a time: nothing is held of those that are not looked at.</summary>
/// <param name="source">Where they are.</param>
/// <param name="masked">Pixels that are not looked at in any of them [values of an image]; null for none.</param>
/// <param name="device">Where the tensors go.</param>
/// <param name="cancellation">Abandons the reading.</param>
internal sealed class PixelRows(IPixelSource source, Tensor? masked, Device device, CancellationToken cancellation)
{
    /// <summary>Number of images.</summary>
    public int Count => source.Rows;

    /// <summary>Some images [rows], in that order, as the user has them: [rows, values].</summary>
    public Tensor Of(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return Of(rows.cpu().data<long>().ToArray()).MoveToOuterDisposeScope();
    }

    /// <summary>All of them in parts, in order: the rows of each, and their pixels [rows, values], which are gone before the next.</summary>
    public IEnumerable<(Range Rows, Tensor Pixels)> Parts()
    {
        for (var first = 0; first < Count; first += PixelParts.Rows)
        {
            var end = Math.Min(Count, first + PixelParts.Rows);
            using var pixels = Of([.. Enumerable.Range(first, end - first).Select(row => (long)row)]);
            yield return (first..end, pixels);
        }
    }

    private Tensor Of(long[] rows)
    {
        cancellation.ThrowIfCancellationRequested();
        var values = new float[rows.Length * source.Length];
        source.Read(rows, values, cancellation);
        using var scope = NewDisposeScope();
        var pixels = tensor(values, [rows.Length, source.Length]).to(device);
        return (masked is null ? pixels : pixels.masked_fill(masked, float.NaN)).MoveToOuterDisposeScope();
    }
}
