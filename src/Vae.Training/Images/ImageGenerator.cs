using Vae.Training.Generation;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Fits what new images are made by: each member's mixture of posterior means. Images are what is decoded, without noise on the pixels.
/// </summary>
internal static class ImageGenerator
{
    /// <summary>Rows that are encoded at once.</summary>
    private const int ChunkRows = 256;

    /// <summary>The generator; its tensors belong to the dispose scope of the caller.</summary>
    /// <param name="ensemble">The trained ensemble.</param>
    /// <param name="inputs">Training images as the network sees them [rows, inputs].</param>
    /// <param name="normal">Which of them count as normal [rows].</param>
    /// <param name="seed">Seed of what is drawn here, apart from all else that is drawn in training.</param>
    public static RowGenerator Fit(ImageEnsemble ensemble, Tensor inputs, Tensor normal, int seed)
    {
        using var generator = new Generator((ulong)seed);
        return new(
        [
            .. Enumerable.Range(0, ensemble.Members).Select(member =>
            {
                var means = normal.split(ChunkRows).Select(part => MeansOf(ensemble, inputs, part, member)).ToArray();
                return MemberGenerator.Of(cat(means), generator);
            }),
        ]);
    }

    private static Tensor MeansOf(ImageEnsemble ensemble, Tensor inputs, Tensor rows, int member)
    {
        using var scope = NewDisposeScope();
        return ensemble.EncodeMember(inputs.index_select(0, rows), member).Mean.cpu().MoveToOuterDisposeScope();
    }
}
