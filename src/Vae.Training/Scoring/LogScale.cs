using TorchSharp;
using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>A logarithmic scale for mean squares, on which held-out normal rows have mean 0 and standard deviation 1.</summary>
internal sealed class LogScale
{
    /// <summary>
    /// A hundredth of a standard deviation per number, added in quadrature: rows closer to a reference are equal to it. It keeps the logarithm
    /// finite, and its rounding small, for rows that repeat, as the rows of discrete data do.
    /// </summary>
    public const float SmallestDistance = 0.01f;

    /// <summary>
    /// Distances that are all equal to within a tenth say nothing by their differences: a smaller scale would make scores of rounding errors.
    /// </summary>
    private const float SmallestDeviation = 0.1f;

    private LogScale(float mean, float deviation) => (Mean, Deviation) = (mean, deviation);

    /// <summary>Mean of the logarithm over held-out normal rows.</summary>
    public float Mean { get; }

    /// <summary>Standard deviation of the logarithm over held-out normal rows, by the weight of the head.</summary>
    public float Deviation { get; }

    /// <summary>The scale of held-out mean squares [rows].</summary>
    /// <param name="squares">The squares.</param>
    /// <param name="weight">The standard deviation that they are to have, so that a mean of heads gives each its weight; 1 on average.</param>
    public static LogScale Fit(Tensor squares, float weight = 1)
    {
        using var scope = NewDisposeScope();
        var log = Logarithm(squares).to(float64);
        return new((float)log.mean().ToDouble(), MathF.Max(SmallestDeviation, (float)log.std(unbiased: true).ToDouble()) / weight);
    }

    /// <summary>Mean squares on the scale: [rows].</summary>
    public Tensor Apply(Tensor squares) => (Logarithm(squares) - Mean) / Deviation;

    /// <summary>The same as graph, for squares of any shape.</summary>
    public string Apply(OnnxTape tape, string squares)
    {
        var log = tape.Log(tape.Add(squares, tape.Scalar("smallest", SmallestDistance * SmallestDistance)));
        return tape.Mul(tape.Sub(log, tape.Scalar("mean", 2 * Mean)), 0.5f / Deviation);
    }

    private static Tensor Logarithm(Tensor squares) => 0.5 * (squares + (SmallestDistance * SmallestDistance)).log();
}
