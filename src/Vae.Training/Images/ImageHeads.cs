using TorchSharp;
using Vae.Training.Calibration;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>The three ways in which a member looks at an image, and how they become one number: the texture of all of it, what is where, and the worst places of the residual.</summary>
internal static class ImageHeads
{
    /// <summary>Number of heads.</summary>
    public const int Count = 3;

    /// <summary>The share of an image that counts as its worst places.</summary>
    public const double WorstShare = 0.05;

    /// <summary>Added to a map before its logarithm is taken: less is as ordinary as it gets.</summary>
    public const float SmallestHeat = 1e-3f;

    /// <summary>Number of pixels among the worst.</summary>
    public static int WorstPixels(long height, long width) => (int)Math.Ceiling(WorstShare * height * width);

    /// <summary>The mean of the worst places of a map [rows, height, width]: [rows].</summary>
    public static Tensor Worst(Tensor map) => map.flatten(1).topk(WorstPixels(map.shape[1], map.shape[2]), 1).values.mean([1]);

    /// <summary>Member scores of mean squares [heads] of [rows]: the mean of the calibrated heads.</summary>
    public static Tensor Combine(IReadOnlyList<LogScale> scales, IReadOnlyList<Tensor> squares) =>
        stack(scales.Zip(squares, (scale, head) => scale.Apply(head)).ToArray()).mean([0]);
}
