using TorchSharp;
using Vae.MLNet.Contract;
using Vae.Training.Network;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>Scores images with TorchSharp, by the same formulas as the exported graph but along another path: the oracle that every export is compared with.</summary>
internal sealed class ImageScorer(ImageDetector detector)
{
    /// <summary>Every output of the graph but the label, for raw images [rows, pixels].</summary>
    public IReadOnlyDictionary<string, Tensor> Score(Tensor raw)
    {
        using var none = no_grad();
        var (scaler, ensemble, network) = (detector.Scaler, detector.Ensemble, detector.Ensemble.Network);
        var images = scaler.Apply(raw);                                                 // [rows, channels, height, width]
        var rows = network.Pooled(images);                                              // [rows, features]
        var (means, logVariances) = ensemble.Encode(rows.unsqueeze(0).expand(ensemble.Members, -1, -1));  // [members, rows, latent]
        var decoded = ensemble.Decode(means);                                           // [members, rows, features]
        var examiner = new ImageExaminer(detector.InputFeatures, detector.ResidualFeatures);
        var sight = examiner.Look(images);
        var residuals = Enumerable.Range(0, ensemble.Members).Select(member => images - network.Expanded(decoded[member])).ToArray();
        var evidence = residuals.Select((residual, member) => examiner.Examine(detector.Members[member], sight, residual)).ToArray();
        var (score, pValue) = detector.Calibration.Score([.. evidence.Select(member => ImageHeads.Combine(detector.Scales, member.Squares))], raw.isnan().logical_not().any(1));
        var present = raw.isnan().logical_not().to(float32).view(images.shape);
        var standard = residuals.Select((residual, member) => (residual - detector.Members[member].Bias) / detector.Members[member].Spread);
        var errors = 0.5 * stack(standard.Select(u => u.square()).ToArray()).mean([0]) * present;  // [rows, channels, height, width]
        var expected = residuals.Select((residual, member) => images - residual + detector.Members[member].Bias);
        return new Dictionary<string, Tensor>
        {
            [TensorNames.Score] = score,
            [TensorNames.PValue] = pValue,
            [TensorNames.ReconstructionError] = errors.sum([1, 2, 3]),
            [TensorNames.KlDivergence] = Posterior.KlDivergence(means, logVariances).mean([0]),
            [TensorNames.FeatureErrors] = errors,
            [TensorNames.Reconstruction] = scaler.Invert(stack(expected.ToArray()).mean([0])),
            [TensorNames.LatentMean] = means[0],
            [TensorNames.LatentLogVariance] = logVariances[0],
            [TensorNames.Heatmap] = ImageEvidence.Heatmap(evidence),
        };
    }
}
