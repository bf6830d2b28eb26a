using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// Mean squared distances to the nearest of a set of vectors, in chunks that bound the memory. The nearest is found by |b|² − 2·v·b; its distance is
/// then measured on the difference itself: the products would lose it to rounding where row and reference are alike, as the rows of discrete data
/// are.
/// </summary>
internal static class NearestReference
{
    private const long ChunkDistances = 1 << 24;

    /// <summary>Mean over the vector of (row − reference)², for each row [rows, size] and its nearest reference [references, size]: [rows].</summary>
    public static Tensor MeanSquare(Tensor rows, Tensor references) =>
        InChunks(rows, references, (part, _) => SquaredDistances(part, references));

    /// <summary>The same, but a row that is itself a reference is compared with the others only.</summary>
    /// <param name="rows">[rows, size].</param>
    /// <param name="references">[references, size].</param>
    /// <param name="rowIds">Identity of each row [rows].</param>
    /// <param name="referenceIds">Identity of each reference [references].</param>
    public static Tensor MeanSquareToOthers(Tensor rows, Tensor references, Tensor rowIds, Tensor referenceIds) =>
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
            parts.Add((part - references.index_select(0, distances(part, start).argmin(1))).square().mean([1]));
        }

        return cat(parts.ToArray()).MoveToOuterDisposeScope();
    }
}
