using Vae.Training.Graph;

namespace Vae.Training.Scoring;

/// <summary>The survival curves of all members as graph: a table look-up with linear interpolation, linear beyond both ends.</summary>
internal sealed class SurvivalGraph(OnnxTape tape, IReadOnlyList<SurvivalCurve> curves, double tailSlope)
{
    /// <summary>Member scores [rows, members] → −log10 of their survival [rows, members].</summary>
    public string Surprisals(string scores)
    {
        const int cells = SurvivalCurve.Points - 1;
        var low = Row("low", curve => curve.Low);
        var high = Row("high", curve => curve.High);
        var inside = tape.Op("Max", [tape.Op("Min", [scores, high]), low]);
        var position = tape.Mul(tape.Sub(inside, low), Row("cells", curve => cells / (curve.High - curve.Low)));
        var cell = tape.Clip(tape.Op("Floor", [position]), 0, cells - 1);
        var tables = tape.Constant("tables", [.. curves.Select((_, k) => (float)(k * cells))], 1, curves.Count);
        var entry = tape.Op("Cast", [tape.Add(cell, tables)], ("to", 7L));
        var start = tape.Gather(Table("surprisals", (surprisals, i) => surprisals[i]), entry, 0);
        var rise = tape.Gather(Table("rises", (surprisals, i) => surprisals[i + 1] - surprisals[i]), entry, 0);
        var curve = tape.Add(start, tape.Mul(tape.Sub(position, cell), rise));
        var above = tape.Mul(tape.Relu(tape.Sub(scores, high)), (float)tailSlope);
        var below = tape.Mul(tape.Relu(tape.Sub(low, scores)), (float)-SurvivalCurve.LowSlope);
        return tape.Sum(curve, above, below);
    }

    private string Row(string hint, Func<SurvivalCurve, double> value) =>
        tape.Constant(hint, [.. curves.Select(curve => (float)value(curve))], 1, curves.Count);

    private string Table(string hint, Func<IReadOnlyList<double>, int, double> value)
    {
        var cells = Enumerable.Range(0, SurvivalCurve.Points - 1);
        var table = curves.SelectMany(curve => cells.Select(i => (float)value(curve.Surprisals, i))).ToArray();
        return tape.Constant(hint, table, table.Length);
    }
}
