using static TorchSharp.torch;

namespace Vae.Training.Generation;

/// <summary>
/// The categories of a text column are drawn, not decided: the largest of the drawn numbers, noise and all, wins. Offsets are added before, so that
/// each wins as often as among the training rows.
/// </summary>
internal static class CategoryOffsets
{
    private const int Iterations = 200;

    /// <summary>First step of an offset, in units of the features, which are 0 and 1; later ones are shorter.</summary>
    private const double Step = 0.1;

    /// <summary>The offset of each category.</summary>
    /// <param name="drawn">What each category was drawn as, in the features' unit [rows, categories].</param>
    /// <param name="shares">Share of the training rows of each [categories].</param>
    public static float[] Fit(Tensor drawn, Tensor shares)
    {
        using var scope = NewDisposeScope();
        var offsets = zeros_like(shares);
        var smallest = 0.5 / drawn.shape[0];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var won = (drawn + offsets).argmax(1);
            var found = zeros_like(shares).index_add_(0, won, ones(won.shape[0], dtype: shares.dtype), 1) / drawn.shape[0];
            var missed = ((shares + smallest) / (found + smallest)).log().clamp(-1, 1);
            offsets += missed * Step / (1 + (iteration / 20.0));
        }

        return offsets.data<float>().ToArray();
    }
}
