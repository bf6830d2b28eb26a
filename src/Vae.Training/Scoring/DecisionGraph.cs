using Vae.MLNet;
using Vae.Training.Graph;

namespace Vae.Training.Scoring;

/// <summary>The end of every detector as graph: score, p-value and label.</summary>
internal sealed class DecisionGraph(OnnxTape tape, ScoreCalibration calibration, VaeModelInfo info)
{
    /// <summary>Writes the three outputs.</summary>
    /// <param name="memberScores">[rows, members].</param>
    /// <param name="features">Rows as the user has them [rows, features]: one without a value is not judged.</param>
    /// <param name="threshold">The threshold [1].</param>
    /// <param name="least">The least surprisals [rows, members]; null for none.</param>
    public void Write(string memberScores, string features, string threshold, string? least = null)
    {
        var surprisals = new SurvivalGraph(tape, calibration.Curves, calibration.TailSlope).Surprisals(memberScores);  // [rows, members]
        var surprisal = tape.MeanOfColumns(least is null ? surprisals : tape.Op("Max", [surprisals, least]));  // [rows]
        var unjudged = tape.SmallestColumn(tape.ToFloat(tape.Op("IsNaN", [features])));
        var empty = tape.Op("Cast", [unjudged], ("to", 9L));                            // a row without a single value
        var score = tape.Where(empty, float.NaN, surprisal);
        tape.Output("Identity", score, VaeOutputs.Score, info);

        // "Not below the threshold" rather than "at least": a row that cannot be judged is not called normal.
        tape.Output("Not", tape.Op("Less", [score, threshold]), VaeOutputs.PredictedLabel, info);
        var p = tape.Clip(tape.Exp(tape.Mul(surprisal, (float)-Math.Log(10))), (float)info.SmallestPValue, 1);
        tape.Output("Identity", tape.Where(empty, float.NaN, p), VaeOutputs.PValue, info);
    }
}
