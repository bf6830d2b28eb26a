using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Tables.Graph;

/// <summary><see cref="TableContributions"/> as graph: the leave-one-out residual is one product more for all members.</summary>
internal sealed class TableContributionsGraph(OnnxTape tape, TableDetector detector, TableScalerGraph scaler)
{
    /// <summary>The shares; NaN for a row without a value [rows, features].</summary>
    /// <param name="features">Rows as the user has them [rows, features].</param>
    /// <param name="novelty">What is novel in them.</param>
    /// <param name="sights">What the members see of them.</param>
    /// <param name="heads">The mean of the calibrated heads [rows, members].</param>
    public string Shares(string features, TableNoveltyGraph novelty, IReadOnlyList<TableGraphSight> sights, string heads)
    {
        var shares = Deviations(sights);                                                // [rows, inputs]
        if (novelty.FeatureNovelties() is { } novelties)
        {
            var excess = tape.Plus(tape.Relu(tape.Mul(tape.SumOfColumns(heads), 1f / sights.Count)), TableContributions.SmallestExcess);  // [rows, 1]
            var parts = tape.Add(scaler.Spread(tape.Mul(shares, excess)), novelties);     // [rows, features]
            shares = tape.Div(parts, tape.SumOfColumns(parts));
        }
        else
        {
            shares = scaler.Spread(shares);
        }

        var empty = tape.Op("Cast", [tape.Smallest(tape.ToFloat(tape.Op("IsNaN", [features])))], ("to", 9L));  // [rows, 1]
        return tape.Where(empty, float.NaN, shares);
    }

    /// <summary>The shares of the inputs in the heads' part [rows, inputs].</summary>
    private string Deviations(IReadOnlyList<TableGraphSight> sights)
    {
        using var scope = NewDisposeScope();
        var squares = tape.Mul(tape.Sum([.. sights.Select(sight => tape.Square(sight.Whitened))]), 1f / sights.Count);
        var linear = detector.LeaveOneOut.Apply(tape, sights[0].Inputs);
        var parts = tape.Plus(tape.Mul(tape.Op("Sqrt", [squares]), tape.Abs(linear)), TableContributions.SmallestPart);
        return tape.Div(parts, tape.SumOfColumns(parts));
    }
}
