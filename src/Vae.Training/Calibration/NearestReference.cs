using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Calibration;

/// <summary>
/// Euclidean distances to the nearest of a set of vectors, in chunks that bound the memory. As in the exported graph, |v|² + |b|² − 2·v·b only finds the nearest: it loses
/// all digits where a row is close to its reference, so the distance itself comes from the difference.
/// </summary>
internal static class NearestReference
{
    private const long ChunkDistances = 1 << 24;

    /// <summary>Distance of each row [rows, size] to the nearest reference [references, size]: [rows].</summary>
    public static Tensor Distance(Tensor rows, Tensor references) =>
        InChunks(rows, references, (part, _) => SquaredDistances(part, references));

    /// <summary>The same, but a row that is itself a reference is compared with the others only.</summary>
    /// <param name="rows">[rows, size].</param>
    /// <param name="references">[references, size].</param>
    /// <param name="rowIds">Identity of each row [rows].</param>
    /// <param name="referenceIds">Identity of each reference [references].</param>
    public static Tensor DistanceToOthers(Tensor rows, Tensor references, Tensor rowIds, Tensor referenceIds) =>
        InChunks(rows, references, (part, start) =>
        {
            var itself = rowIds.narrow(0, start, part.shape[0]).unsqueeze(1).eq(referenceIds);  // [rows, references]
            return SquaredDistances(part, references).masked_fill(itself, float.PositiveInfinity);
        });

    /// <summary>All squared distances [rows, references]; rounding can make them slightly negative.</summary>
    public static Tensor SquaredDistances(Tensor rows, Tensor references) =>
        addmm(references.square().sum(1), rows, references.t(), beta: 1, alpha: -2) + rows.square().sum(1, keepdim: true);

    private static Tensor InChunks(Tensor rows, Tensor references, Func<Tensor, long, Tensor> distances)
    {
        using var scope = NewDisposeScope();
        var chunk = Math.Max(1, ChunkDistances / references.shape[0]);
        var parts = new List<Tensor>();
        for (long start = 0; start < rows.shape[0]; start += chunk)
        {
            var part = rows.narrow(0, start, Math.Min(chunk, rows.shape[0] - start));
            var nearest = references.index_select(0, distances(part, start).argmin(1));  // [rows, size]
            parts.Add((part - nearest).square().sum(1).sqrt());
        }

        return cat(parts.ToArray()).MoveToOuterDisposeScope();
    }
}
