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
    public static Tensor MeanSquare(Tensor rows, Tensor references) => RowParts.Compute(rows, ChunkDistances / references.shape[0], part =>
    {
        var nearest = references.index_select(0, SquaredDistances(part, references).argmin(1));
        return (part - nearest).square().mean([1]);
    });

    /// <summary>All squared distances [rows, references]; rounding can make them slightly negative.</summary>
    public static Tensor SquaredDistances(Tensor rows, Tensor references) =>
        addmm(references.square().sum(1), rows, references.t(), beta: 1, alpha: -2) + rows.square().sum(1, keepdim: true);
}
