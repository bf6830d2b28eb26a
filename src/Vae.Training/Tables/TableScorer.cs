using Vae.MLNet;
using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// Scores rows with TorchSharp, by the same formulas as the exported graph but along another path: the oracle that every export is compared with.
/// docs/scoring.md states the formulas.
/// </summary>
internal sealed class TableScorer(TableDetector detector)
{
    /// <summary>Every output of the graph but the label, for rows as the user has them [rows, features].</summary>
    public IReadOnlyDictionary<VaeOutput, Tensor> Score(Tensor features)
    {
        using var none = no_grad();
        features = new MissingMarks(detector.Marks).Apply(features);
        var look = LookAt(features);
        var (inputs, viewed, means, standardised) = (look.Inputs, look.Viewed, look.Means, look.Standardised);
        var (scaler, whitening) = (detector.Scaler, detector.Whitening);
        var judged = features.isnan().logical_not().any(1);                             // [rows]
        var (score, pValue) = detector.Calibration.Score(look.MemberScores, judged, look.Least);
        var errors = FeatureErrors(features, standardised);                             // [rows, features]
        return new Dictionary<VaeOutput, Tensor>
        {
            [VaeOutputs.Score] = score,
            [VaeOutputs.PValue] = pValue,
            [VaeOutputs.ReconstructionError] = errors.sum(1),
            [VaeOutputs.KlDivergence] = Posterior.KlDivergence(means, look.LogVariances).mean([0]),
            [VaeOutputs.FeatureErrors] = errors,
            [VaeOutputs.FeatureContributions] = new TableContributions(detector).Shares(features, inputs, look.Residuals, look.Heads),
            [VaeOutputs.Reconstruction] = scaler.Invert((viewed - (standardised * whitening.Spread)).mean([0]), features.shape[1]),
            [VaeOutputs.LatentMean] = means[0],
            [VaeOutputs.LatentLogVariance] = look.LogVariances[0],
        };
    }

    /// <summary>How far the scores of rows [rows, features] move while member scores move by a difference: [rows].</summary>
    public Tensor Leeway(Tensor features, double difference)
    {
        using var none = no_grad();
        var look = LookAt(new MissingMarks(detector.Marks).Apply(features));
        return detector.Calibration.Leeway(look.MemberScores, difference, look.Least);
    }

    private Look LookAt(Tensor features)
    {
        var (ensemble, whitening, members) = (detector.Ensemble, detector.Whitening, detector.Ensemble.Members);
        var inputs = detector.Scaler.Apply(features);                                   // [rows, inputs]
        var viewed = detector.View.Apply(inputs.unsqueeze(0).expand(members, -1, -1));    // [members, rows, inputs]
        var (means, logVariances) = ensemble.Encode(viewed);                              // [members, rows, latent]
        var standardised = whitening.Standardise(viewed - ensemble.Decode(means));        // [members, rows, inputs]
        var residuals = whitening.Whiten(standardised);
        var novelties = detector.Novelty.Count(features);                               // [rows, members]
        var allowed = detector.Gaps.Of(features);                                       // [rows]
        Tensor[] heads =                                                                // [members] of [rows]
        [
            .. Enumerable.Range(0, members).Select(member => detector.Heads.Combine(new TableSight(member, residuals[member], viewed[member]))),
        ];
        return new(inputs, viewed, means, logVariances, standardised, residuals, heads)
        {
            MemberScores = [.. heads.Select((head, member) => head - allowed + (NoveltyCounter.ScoreWeight * novelties.select(1, member)))],
            Least = detector.Rarity?.Surprisals(features),
        };
    }

    /// <summary>
    /// ½ · squared standardised residual per feature, mean over members; 0 for a missing cell; a fixed price for a constant that changed.
    /// </summary>
    private Tensor FeatureErrors(Tensor features, Tensor standardised)
    {
        var errors = detector.Scaler.Spread(0.5 * standardised.square().mean([0]), features.shape[1]).masked_fill(features.isnan(), 0);
        return detector.Novelty.AddChanged(errors, features, NoveltyCounter.FeatureError);
    }

    /// <summary>Rows in the eyes of the members, up to their scores.</summary>
    private sealed record Look(
        Tensor Inputs, Tensor Viewed, Tensor Means, Tensor LogVariances, Tensor Standardised, Tensor Residuals, IReadOnlyList<Tensor> Heads)
    {
        public required Tensor[] MemberScores { get; init; }

        public required Tensor? Least { get; init; }
    }
}
