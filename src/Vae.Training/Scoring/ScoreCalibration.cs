using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>What turns member scores into scores: the survival curve of each member, made of the fold that it never saw.</summary>
internal sealed record ScoreCalibration
{
    private ScoreCalibration(IReadOnlyList<SurvivalCurve> curves, double tailSlope, int rows, float[] trainingScores) =>
        (Curves, TailSlope, Rows, TrainingScores) = (curves, tailSlope, rows, trainingScores);

    /// <summary>The curve of each member.</summary>
    public IReadOnlyList<SurvivalCurve> Curves { get; }

    /// <summary>Slope of all curves beyond their largest score.</summary>
    public double TailSlope { get; }

    /// <summary>Number of held-out scores behind the curves.</summary>
    public int Rows { get; }

    /// <summary>Out-of-sample score of each training row: under the one member that never saw it. NaN for a row without a value.</summary>
    public float[] TrainingScores { get; }

    /// <summary>The smallest p-value.</summary>
    public double SmallestPValue => 1.0 / (Rows + 1);

    /// <summary>Fits the curves.</summary>
    /// <param name="heldOut">The scores of the rows held out from each member, in the order of the folds [members] of [rows of the fold].</param>
    /// <param name="inside">The rows of each fold that count as normal [members] of [rows].</param>
    /// <param name="judged">Whether a row has any value [rows].</param>
    /// <param name="folds">Who never saw what.</param>
    public static ScoreCalibration Fit(IReadOnlyList<Tensor> heldOut, IReadOnlyList<Tensor> inside, bool[] judged, Folds folds)
    {
        var scores = new double[judged.Length];
        for (var member = 0; member < heldOut.Count; member++)
        {
            foreach (var (row, value) in folds.HeldOut[member].Zip(heldOut[member].to(float64).cpu().data<double>().ToArray()))
            {
                scores[row] = value;
            }
        }

        var calibrations = inside.Select(rows => rows.cpu().data<long>().Select(row => scores[row]).ToArray()).ToArray();
        var tailSlope = SurvivalCurve.TailSlope([.. calibrations.SelectMany(values => values)]);
        var curves = calibrations.Select(SurvivalCurve.Fit).ToArray();
        return new(
            curves, tailSlope, calibrations.Sum(values => values.Length),
            [.. scores.Select((score, row) => judged[row] ? (float)curves[folds.OfRow[row]].At(score, tailSlope) : float.NaN)]);
    }

    /// <summary>Scores and p-values [rows] of member scores [members] of [rows]; NaN where a row has no value.</summary>
    public (Tensor Score, Tensor PValue) Score(IReadOnlyList<Tensor> memberScores, Tensor judged)
    {
        var surprisals = memberScores.Select((scores, member) => Surprisal(Curves[member], scores)).ToArray();
        var score = where(judged, stack(surprisals).mean([0]), full_like(judged, float.NaN, dtype: float32));
        return (score, (score * -Math.Log(10)).exp().clamp(SmallestPValue, 1));
    }

    /// <summary>Member scores [rows] through a survival curve, in double precision: [rows].</summary>
    private Tensor Surprisal(SurvivalCurve curve, Tensor scores) =>
        tensor(scores.to(float64).cpu().data<double>().Select(score => (float)curve.At(score, TailSlope)).ToArray(), device: scores.device);
}
