using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// The heads of a detector with their scales, and how they become one number: the mean of the scaled heads, or where what one of them sees is enough,
/// a soft maximum.
/// </summary>
internal sealed class CalibratedHeads<TSight, TGraphSight>
{
    /// <summary>How much a soft maximum of scaled heads v prefers the largest: ln(mean of e^(4 v)) / 4.</summary>
    private const float Sharpness = 4;

    private readonly bool _largest;

    private CalibratedHeads(IReadOnlyList<IHead<TSight, TGraphSight>> heads, IReadOnlyList<LogScale> scales, bool largest) =>
        (Heads, Scales, _largest) = (heads, scales, largest);

    /// <summary>The heads.</summary>
    public IReadOnlyList<IHead<TSight, TGraphSight>> Heads { get; }

    /// <summary>Their scales, in the same order.</summary>
    public IReadOnlyList<LogScale> Scales { get; }

    /// <summary>Fixes the scales.</summary>
    /// <param name="heads">The heads.</param>
    /// <param name="heldOut">Their squares for the rows held out from each member [members][heads] of [rows of the fold].</param>
    /// <param name="largest">Whether one head is enough: a soft maximum in place of the mean.</param>
    public static CalibratedHeads<TSight, TGraphSight> Fit(
        IReadOnlyList<IHead<TSight, TGraphSight>> heads, IReadOnlyList<IReadOnlyList<Tensor>> heldOut, bool largest = false)
    {
        var mean = heads.Average(head => head.Weight);
        return new(heads, [.. heads.Select((head, place) => LogScale.Fit(Squares(place), head.Weight / mean))], largest);

        Tensor Squares(int place) => cat(heldOut.Select(squares => squares[place]).ToArray());
    }

    /// <summary>One number for each row in the eyes of a member [rows].</summary>
    public Tensor Combine(TSight sight) => Combine(Heads.Select(head => head.Squares(sight)));

    /// <summary>One number for each row of the squares of the heads [heads] of [rows]: [rows].</summary>
    public Tensor Combine(IEnumerable<Tensor> squares)
    {
        var scaled = stack(squares.Zip(Scales, (square, scale) => scale.Apply(square)).ToArray());  // [heads, rows]
        return _largest ? ((Sharpness * scaled).logsumexp(0) - Math.Log(Heads.Count)) / Sharpness : scaled.mean([0]);
    }

    /// <summary>The same as graph, of squares [heads] of [rows, members]: [rows, members]. Squares are written as they are asked for.</summary>
    public string Combine(OnnxTape tape, IEnumerable<string> squares)
    {
        var scaled = squares.Zip(Scales, (square, scale) => scale.Apply(tape, square)).ToArray();
        return scaled.Length == 1 ? scaled[0] : _largest ? SoftMaximum(tape, scaled) : tape.Mul(tape.Sum(scaled), 1f / scaled.Length);
    }

    /// <summary>The exponentials are those of differences to the largest, so that none is infinite.</summary>
    private static string SoftMaximum(OnnxTape tape, string[] scaled)
    {
        var largest = scaled.Aggregate((a, b) => tape.Op("Max", [a, b]));
        string[] shares = [.. scaled.Select(head => tape.Exp(tape.Mul(tape.Sub(head, largest), Sharpness)))];
        var mean = tape.Mul(tape.Sum(shares), 1f / shares.Length);
        return tape.Add(largest, tape.Mul(tape.Log(mean), 1 / Sharpness));
    }
}
