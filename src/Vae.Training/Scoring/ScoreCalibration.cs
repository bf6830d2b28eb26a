using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>What turns member scores into scores: the survival curve of each member, made of the fold that it never saw.</summary>
internal sealed record ScoreCalibration
{
    private ScoreCalibration(IReadOnlyList<SurvivalCurve> curves, double tailSlope, JointSurprisal joint, int rows, float[] trainingScores) =>
        (Curves, TailSlope, Joint, Rows, TrainingScores) = (curves, tailSlope, joint, rows, trainingScores);

    /// <summary>The curve of each member.</summary>
    public IReadOnlyList<SurvivalCurve> Curves { get; }

    /// <summary>Slope of all curves beyond their largest score.</summary>
    public double TailSlope { get; }

    /// <summary>What the curves were put through, and what least surprisals must be put through to be compared with them.</summary>
    public JointSurprisal Joint { get; }

    /// <summary>Number of held-out rows behind the curves, each of which stands for itself; groups where rows belong together.</summary>
    public int Rows { get; }

    /// <summary>Out-of-sample score of each training row: under the one member that never saw it. NaN for a row without a value.</summary>
    public float[] TrainingScores { get; init; }

    /// <summary>The smallest p-value.</summary>
    public double SmallestPValue => 1.0 / (Rows + 1);

    /// <summary>Fits the curves.</summary>
    /// <param name="heldOut">The scores of the rows held out from each member, in the order of the folds [members] of [rows of the fold].</param>
    /// <param name="inside">The rows of each fold that count as normal [members] of [rows].</param>
    /// <param name="judged">Whether a row has any value [rows].</param>
    /// <param name="folds">Who never saw what.</param>
    /// <param name="least">What is known of each row beside its member score: its surprisal is at least this [rows]. Null for nothing.</param>
    /// <param name="pooled">
    /// Whether one curve of all folds serves all members: where anomalies are among the rows, some folds have more of them than others, and curves of
    /// their own would tell rows of one fold from those of another by that.
    /// </param>
    public static ScoreCalibration Fit(
        IReadOnlyList<Tensor> heldOut, IReadOnlyList<Tensor> inside, bool[] judged, Folds folds, double[]? least = null, bool pooled = false)
    {
        least ??= [.. Enumerable.Repeat(double.NegativeInfinity, judged.Length)];
        var scores = new double[judged.Length];
        for (var member = 0; member < heldOut.Count; member++)
        {
            foreach (var (row, value) in folds.HeldOut[member].Zip(heldOut[member].to(float64).cpu().data<double>().ToArray()))
            {
                scores[row] = value;
            }
        }

        var rows = inside.Select(own => own.cpu().data<long>().ToArray()).ToArray();
        var weights = CalibrationWeights.Of(rows, folds);
        var calibrations = rows.Select(own => own.Select(row => new WeightedScore(scores[row], weights[row])).ToArray()).ToArray();
        var tailSlope = SurvivalCurve.TailSlope([.. calibrations.SelectMany(values => values)]);
        var newRow = CalibrationWeights.OfNewRow(rows, scores, folds);
        var curves = pooled
            ? Enumerable.Repeat(Pooled(), rows.Length).ToArray()
            : calibrations.Select(own => SurvivalCurve.Fit(own, newRow)).ToArray();
        var joint = JointSurprisal.Fit(
            [.. calibrations.SelectMany((own, member) => own.Select(score => score with { Value = curves[member].At(score.Value, tailSlope) }))],
            [.. rows.SelectMany(own => own.Select(row => least[row]))]);
        SurvivalCurve[] shared = [.. curves.Select(curve => curve.With(joint.At))];
        var surprisals = scores.Select((score, row) => Math.Max(shared[folds.OfRow[row]].At(score, tailSlope), joint.At(least[row])));
        return new(
            shared, tailSlope, joint, (int)Math.Round(weights.Sum()),
            [.. surprisals.Select((surprisal, row) => judged[row] ? (float)surprisal : float.NaN)]);

        // Of groups the row to come counts in each fold as its share of it.
        SurvivalCurve Pooled() =>
            SurvivalCurve.Fit(calibrations.SelectMany(own => own), folds.Groups is null ? newRow : newRow * rows.Length);
    }

    /// <summary>Scores and p-values [rows] of member scores [members] of [rows]; NaN where a row has no value.</summary>
    /// <param name="memberScores">[members] of [rows].</param>
    /// <param name="judged">Whether a row has any value [rows].</param>
    /// <param name="least">The least surprisals [rows, members], already shared out; null for none.</param>
    public (Tensor Score, Tensor PValue) Score(IReadOnlyList<Tensor> memberScores, Tensor judged, Tensor? least = null)
    {
        var surprisals = stack(memberScores.Select((scores, member) => Surprisal(Curves[member], scores)).ToArray(), 1);  // [rows, members]
        var mean = (least is null ? surprisals : maximum(surprisals, least)).mean([1]);
        var score = where(judged, mean, full_like(judged, float.NaN, dtype: float32));
        return (score, (score * -Math.Log(10)).exp().clamp(SmallestPValue, 1));
    }

    /// <summary>
    /// How far the scores of rows move while every member score moves by <paramref name="difference"/> to either side: hardly, but at a step of the
    /// curves, where rows that repeat stand [rows].
    /// </summary>
    /// <param name="memberScores">[members] of [rows].</param>
    /// <param name="difference">How far the member scores move.</param>
    /// <param name="least">The least surprisals [rows, members], already shared out; null for none.</param>
    public Tensor Leeway(IReadOnlyList<Tensor> memberScores, double difference, Tensor? least = null)
    {
        var judged = ones_like(memberScores[0], dtype: ScalarType.Bool);
        var (high, _) = Score([.. memberScores.Select(scores => scores + difference)], judged, least);
        var (low, _) = Score([.. memberScores.Select(scores => scores - difference)], judged, least);
        return high - low;
    }

    /// <summary>Member scores [rows] through a survival curve, in double precision: [rows].</summary>
    private Tensor Surprisal(SurvivalCurve curve, Tensor scores) =>
        tensor(scores.to(float64).cpu().data<double>().Select(score => (float)curve.At(score, TailSlope)).ToArray(), device: scores.device);
}
