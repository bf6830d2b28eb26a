using TorchSharp;
using Vae.MLNet.Contract;
using Vae.Training.Calibration;
using Vae.Training.Network;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training.Export;

/// <summary>
/// Scores rows with TorchSharp, by the same formulas as the exported graph but along another path: the oracle that every export is compared with.
/// docs/scoring.md states the formulas.
/// </summary>
internal sealed class TorchScorer(TableDetector detector)
{
    /// <summary>What a feature that left its constant adds to the reconstruction error, in nats: as much as a value four standard deviations off, ½·4².</summary>
    public const float NovelFeatureError = 8;

    /// <summary>Every output of the graph but the label, for raw rows [rows, raw features].</summary>
    public IReadOnlyDictionary<string, Tensor> Score(Tensor raw)
    {
        using var none = no_grad();
        var (scaler, ensemble, members) = (detector.Scaler, detector.Ensemble, detector.Ensemble.Members);
        var x = scaler.Apply(raw);                                                      // [rows, features]
        var seen = detector.View.Apply(x.unsqueeze(0).expand(members, -1, -1));         // [members, rows, features]
        var (means, logVariances) = ensemble.Encode(seen);                              // [members, rows, latent]
        var standardised = detector.Whitening.Standardise(seen - ensemble.Decode(means));  // [members, rows, features]
        var residuals = detector.Whitening.Whiten(standardised);
        var novelties = detector.Novelty.Count(raw);                                    // [rows, members]
        var memberScores = Enumerable.Range(0, members).Select(member =>
        {
            var heads = detector.Heads.Select(head => head.Raw(member, residuals[member], seen[member])).ToArray();
            return MemberScores.Combine(detector.Heads, heads, novelties.select(1, member));
        });

        var judged = raw.isnan().logical_not().any(1);                                  // [rows]
        var (score, pValue) = detector.Calibration.Score([.. memberScores], judged);
        var errors = FeatureErrors(raw, standardised);                                  // [rows, raw features]
        return new Dictionary<string, Tensor>
        {
            [TensorNames.Score] = score,
            [TensorNames.PValue] = pValue,
            [TensorNames.ReconstructionError] = errors.sum(1),
            [TensorNames.KlDivergence] = Posterior.KlDivergence(means, logVariances).mean([0]),
            [TensorNames.FeatureErrors] = errors,
            [TensorNames.Reconstruction] = scaler.Invert((seen - (standardised * detector.Whitening.Spread)).mean([0]), raw.shape[1]),
            [TensorNames.LatentMean] = means[0],
            [TensorNames.LatentLogVariance] = logVariances[0],
        };
    }

    /// <summary>½ · squared standardised residual per feature, mean over members; 0 for a missing cell; a fixed price for a constant that changed.</summary>
    private Tensor FeatureErrors(Tensor raw, Tensor standardised)
    {
        var varying = tensor(detector.Scaler.Varying.Select(j => (long)j).ToArray(), device: raw.device);
        var present = raw.index_select(1, varying).isnan().logical_not().to(float32);
        var errors = zeros_like(raw).index_copy(1, varying, 0.5 * standardised.square().mean([0]) * present);
        var constants = detector.Novelty.Constants;
        if (constants.Count > 0)
        {
            var weights = tensor(detector.Novelty.Watches, device: raw.device).mean([1]) * NovelFeatureError;  // [constants]
            var features = tensor(constants.Select(constant => (long)constant.Feature).ToArray(), device: raw.device);
            errors = errors.index_add(1, features, detector.Novelty.Changed(raw) * weights, 1);
        }

        return errors;
    }
}
