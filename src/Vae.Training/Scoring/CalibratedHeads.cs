using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>The heads of a detector with their scales, and how they become one number: the mean of the scaled heads.</summary>
internal sealed class CalibratedHeads<TSight, TGraphSight>
{
    private CalibratedHeads(IReadOnlyList<IHead<TSight, TGraphSight>> heads, IReadOnlyList<LogScale> scales) => (Heads, Scales) = (heads, scales);

    /// <summary>The heads.</summary>
    public IReadOnlyList<IHead<TSight, TGraphSight>> Heads { get; }

    /// <summary>Their scales, in the same order.</summary>
    public IReadOnlyList<LogScale> Scales { get; }

    /// <summary>Fixes the scales.</summary>
    /// <param name="heads">The heads.</param>
    /// <param name="heldOut">Their squares for the rows held out from each member [members][heads] of [rows of the fold].</param>
    public static CalibratedHeads<TSight, TGraphSight> Fit(
        IReadOnlyList<IHead<TSight, TGraphSight>> heads, IReadOnlyList<IReadOnlyList<Tensor>> heldOut) =>
        new(heads, [.. heads.Select((_, head) => LogScale.Fit(cat(heldOut.Select(squares => squares[head]).ToArray())))]);

    /// <summary>One number for each row in the eyes of a member [rows].</summary>
    public Tensor Combine(TSight sight) => Combine(Heads.Select(head => head.Squares(sight)));

    /// <summary>One number for each row of the squares of the heads [heads] of [rows]: [rows].</summary>
    public Tensor Combine(IEnumerable<Tensor> squares) => stack(squares.Zip(Scales, (square, scale) => scale.Apply(square)).ToArray()).mean([0]);

    /// <summary>The same as graph, of squares [heads] of [rows, members]: [rows, members]. Squares are written as they are asked for.</summary>
    public string Combine(OnnxTape tape, IEnumerable<string> squares)
    {
        var scaled = squares.Zip(Scales, (square, scale) => scale.Apply(tape, square)).ToArray();
        return scaled.Length == 1 ? scaled[0] : tape.Mul(tape.Sum(scaled), 1f / scaled.Length);
    }
}
