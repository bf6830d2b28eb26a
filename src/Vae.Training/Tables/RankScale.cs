using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// A second scale for inputs: where a value stands among those of its column, as the logit of the share of training values below it. Standard
/// deviations are made by the tails: where a column has a long one, or many zeros, all its ordinary values lie close together by them, and what is
/// unusual among these does not count. On this scale it does, and a value that stands in many rows keeps its distance from one beside it that stands
/// in none. docs/scoring.md, section 3.
/// </summary>
internal sealed class RankScale
{
    /// <summary>Training rows that have a value, at least, for the value to be known by itself; never those of a single row.</summary>
    public const int FewestRows = 3;

    /// <summary>Values of an input that are known by themselves, and ranges of equal share that tell its others apart, at most.</summary>
    public const int MostValues = 32, MostRanges = 16;

    /// <summary>Parts of all inputs together, about: of many inputs each has fewer.</summary>
    private const int MostParts = 16_384, FewestParts = 8;

    /// <summary>Half of the width of a known value: a quarter of the way to the next, and not more or less than these, in scaled units.</summary>
    private const double MostHalfWidth = 0.01, LeastHalfWidth = 1e-5;

    /// <summary>Makes the variance 1 for a column of equally likely places.</summary>
    private static readonly float Unit = (float)(Math.Sqrt(3) / Math.PI);

    private const long ChunkValues = 1 << 23;

    private readonly Tensor _starts, _slopes, _shares;
    private readonly float _rows;

    private RankScale(Tensor starts, Tensor slopes, Tensor shares, float rows) => (_starts, _slopes, _shares, _rows) = (starts, slopes, shares, rows);

    /// <summary>Measures the columns.</summary>
    /// <param name="inputs">Normal training rows, scaled [rows, inputs].</param>
    /// <param name="missing">Which of their values are missing [rows, inputs].</param>
    public static RankScale Fit(Tensor inputs, Tensor missing)
    {
        using var scope = NewDisposeScope();
        var (rows, size) = ((int)inputs.shape[0], (int)inputs.shape[1]);
        var most = (int)Math.Clamp(MostParts / size, FewestParts, MostValues + MostRanges);
        var columns = where(missing, full_like(inputs, float.NaN), inputs).t().contiguous().cpu();  // [inputs, rows]
        var parts = Enumerable.Range(0, size).Select(input => Parts(columns[input].data<float>().ToArray(), most)).ToArray();
        var count = Math.Max(1, parts.Max(own => own.Count));
        Tensor Of(Func<RankPart, double> value) => tensor(
            parts.SelectMany(own => own.Select(part => (float)value(part)).Concat(Enumerable.Repeat(0f, count - own.Count))).ToArray(), [size, count],
            device: inputs.device).MoveToOuterDisposeScope();
        return new(Of(part => part.Low), Of(part => 1 / (part.High - part.Low)), Of(part => part.Share), rows);
    }

    /// <summary>Scaled inputs on this scale [rows, inputs].</summary>
    public Tensor Apply(Tensor inputs) => RowParts.Compute(inputs, ChunkValues / _starts.NumberOfElements, rows =>
    {
        var below = ((((rows.unsqueeze(2) - _starts) * _slopes).clamp(0, 1) * _shares).sum([2]) * _rows).clamp(0, _rows);  // [rows, inputs]
        return ((below + 0.5).log() - (_rows - below + 0.5).log()) * Unit;
    });

    /// <summary>The same as graph: [rows, inputs] → [rows, inputs].</summary>
    public string Apply(OnnxTape tape, string inputs)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var values = tape.Op("Unsqueeze", [inputs, tape.Integers("axes", 2)]);          // [rows, inputs, 1]
        var places = tape.Mul(tape.Sub(values, Constant("ranks", _starts)), Constant("rises", _slopes));
        var shares = tape.Mul(tape.Clip(places, 0, 1), Constant("shares", _shares));    // [rows, inputs, parts]
        var sum = tape.Op("ReduceSum", [shares, tape.Integers("axes", 2)], ("keepdims", 0L));
        var below = tape.Clip(tape.Mul(sum, _rows), 0, _rows);                          // [rows, inputs]
        var above = tape.Sub(tape.Scalar("rows", _rows + 0.5f), below);
        return tape.Mul(tape.Sub(tape.Log(tape.Plus(below, 0.5f)), tape.Log(above)), Unit);

        string Constant(string hint, Tensor values) => tape.Constant(hint, values.unsqueeze(0));
    }

    /// <summary>
    /// The parts that the share below a value is made of: within each it rises evenly. A value that stands in several rows is a narrow part, half of
    /// which lies below it.
    /// </summary>
    private static List<RankPart> Parts(float[] column, int most)
    {
        var values = column.Where(value => !float.IsNaN(value)).CountBy(value => value)
            .Select(value => (Value: (double)value.Key, Rows: value.Value)).OrderBy(value => value.Value).ToArray();
        var count = (double)values.Sum(value => value.Rows);
        var ranges = Math.Min(MostRanges, most / 3);
        var known = Enumerable.Range(0, values.Length).Where(i => values[i].Rows >= FewestRows)
            .OrderByDescending(i => values[i].Rows).Take(Math.Min(MostValues, most - ranges)).ToHashSet();
        var parts = known.Select(i =>
        {
            var halfWidth = HalfWidth(values[i].Value, Math.Min(Gap(i - 1, i), Gap(i, i + 1)));
            return new RankPart(values[i].Value - halfWidth, values[i].Value + halfWidth, values[i].Rows / count);
        }).ToList();
        double[] others = [.. Enumerable.Range(0, values.Length).Where(i => !known.Contains(i))
            .SelectMany(i => Enumerable.Repeat(values[i].Value, values[i].Rows))];
        ranges = Math.Min(ranges, others.Length / 2);
        for (var i = 0; i < ranges; i++)
        {
            var (low, high) = (Place(i), Place(i + 1));
            var halfWidth = HalfWidth(low, 0);
            parts.Add(new(
                Math.Min(low, ((low + high) / 2) - halfWidth), Math.Max(high, ((low + high) / 2) + halfWidth), others.Length / (count * ranges)));
        }

        return parts;

        double Gap(int low, int high) => low < 0 || high >= values.Length ? double.PositiveInfinity : values[high].Value - values[low].Value;

        // As all references are of two rows.
        double Place(int i)
        {
            var below = (int)Math.Min((others.Length - 1) * (double)i / ranges, others.Length - 2);
            return (others[below] + others[below + 1]) / 2;
        }
    }

    private static double HalfWidth(double value, double gap) =>
        Math.Max(Math.Min(gap / 4, MostHalfWidth), LeastHalfWidth * Math.Max(1, Math.Abs(value)));

    /// <summary>A range of scaled values, and the share of the training values that lie in it.</summary>
    private readonly record struct RankPart(double Low, double High, double Share);
}
