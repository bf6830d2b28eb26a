using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>What is computed of many rows, some at a time: whatever it takes on the way is in memory for these only.</summary>
internal static class RowParts
{
    /// <summary>What <paramref name="compute"/> makes of each part, in one piece; it belongs to the dispose scope of the caller.</summary>
    /// <param name="rows">[rows, …].</param>
    /// <param name="most">Rows of a part; at least one is taken.</param>
    /// <param name="compute">Makes as many rows of some, each of its own row alone.</param>
    public static Tensor Compute(Tensor rows, long most, Func<Tensor, Tensor> compute)
    {
        using var scope = NewDisposeScope();
        var parts = rows.split(Math.Max(1, most)).Select(part =>
        {
            using var partScope = NewDisposeScope();
            return compute(part).MoveToOuterDisposeScope();
        });
        return cat(parts.ToArray()).MoveToOuterDisposeScope();
    }
}
