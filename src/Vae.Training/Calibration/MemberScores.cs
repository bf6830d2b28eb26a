using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Calibration;

/// <summary>The score of a row in the eyes of one member, before the survival curve: the mean of its heads plus its novelties.</summary>
internal static class MemberScores
{
    /// <summary>What each novelty adds, in standard deviations of held-out scores: enough to lift an ordinary row among the rarest.</summary>
    public const float NoveltyWeight = 2;

    /// <summary>Combines the raw values of the heads [heads] of [rows] with the novelties [rows]: [rows].</summary>
    public static Tensor Combine(IReadOnlyList<Head> heads, IReadOnlyList<Tensor> raw, Tensor novelties) =>
        stack(heads.Zip(raw, (head, values) => head.Calibrated(values)).ToArray()).mean([0]) + (NoveltyWeight * novelties);
}
