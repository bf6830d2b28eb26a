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
        var (scaler, ensemble, whitening, members) = (detector.Scaler, detector.Ensemble, detector.Whitening, detector.Ensemble.Members);
        var inputs = scaler.Apply(features);                                            // [rows, inputs]
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
        var memberScores = heads.Select((head, member) => head - allowed + (NoveltyCounter.ScoreWeight * novelties.select(1, member)));

        var judged = features.isnan().logical_not().any(1);                             // [rows]
        var (score, pValue) = detector.Calibration.Score([.. memberScores], judged, detector.Rarity?.Surprisals(features));
        var errors = FeatureErrors(features, standardised);                             // [rows, features]
        return new Dictionary<VaeOutput, Tensor>
        {
            [VaeOutputs.Score] = score,
            [VaeOutputs.PValue] = pValue,
            [VaeOutputs.ReconstructionError] = errors.sum(1),
            [VaeOutputs.KlDivergence] = Posterior.KlDivergence(means, logVariances).mean([0]),
            [VaeOutputs.FeatureErrors] = errors,
            [VaeOutputs.FeatureContributions] = new TableContributions(detector).Shares(features, inputs, residuals, heads),
            [VaeOutputs.Reconstruction] = scaler.Invert((viewed - (standardised * whitening.Spread)).mean([0]), features.shape[1]),
            [VaeOutputs.LatentMean] = means[0],
            [VaeOutputs.LatentLogVariance] = logVariances[0],
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
}
